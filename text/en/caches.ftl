### Why a cache of Go is not cleaned.

cache-not-cleaned = the { $cache } is not cleaned: { $why }
cache-in-not-cleaned = the { $cache } in { $folder } is not cleaned: { $why }
build-cache = build cache
module-cache = module cache
cache-off = { $variable } is off
cache-nowhere = { $variable } is not set, and there is no default
cache-path-not-full = { $variable } is { $folder }, which is not a full path
no-go-to-clean = no Go is installed that could clean it
folder-is-link = the folder is a link; set { $variable } to the folder that it points to
no-folder = it is not a folder
root-of-disk = it is the root of a disk
cache-contains = the folder contains { $what }
your-home-folder = your home folder
the-go-that-cleans = the Go that would clean it
go-install-programs = the programs of go install
upgos-folder = Upgo's own folder
folder-of-account = the folder belongs to another account ({ $account })
not-writable = this account cannot write there
read-only-system = the file system is read-only
readme-missing = Go's own README is missing there
cache-folder-missing = Go's own folder cache is missing there
not-a-module = { $name } in the folder is not a module
proxy-off = GOPROXY is off, so Go cannot download the modules again
module-mode = GOFLAGS contains -mod=mod, so projects with a vendor folder need the modules, too
no-network-for-modules = the last check found no network, which Go needs to download the modules again
downloaded-not-removed = the toolchain in { $folder } is not deleted: { $why }
path-is-link = { $path } is a link
not-that-toolchain = it is not { $version }, as its name says
not-in-module-cache = it is not in the module cache that Go uses, { $folder }
not-downloaded-by-go = Go did not download it into its module cache
go-is-downloading-it = a go command is downloading it
downloaded-needed = { $count ->
    [one] 1 of your projects runs { $version }: { $projects }
   *[other] { $count } of your projects run { $version }: { $projects }
}
toolchains-too = the Go toolchains that Go has downloaded for projects are deleted, too: { $versions }
