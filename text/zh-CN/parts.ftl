### Parts of other sentences: they start with a lower-case letter. Evidence of findings: it has no full stop.

## Parts of other sentences

quoted = “{ $text }”
named = { $name }
for-machine = 来自系统环境变量
for-user = 来自用户环境变量
in-terminal = 来自当前终端
in-process = 来自终端的环境变量
in-go-env = 由 `go env -w` 写入 { $file }
by-go = Go 的默认值
machine-path = 系统 PATH
user-path = 用户 PATH
unknown-go = 版本未知的 Go
unknown-folder = 未知的文件夹
and-more = { $names } 以及另外 { $count } 个

## Evidence of several findings

setting-is = { $name } 的值为 { $value }（{ $place }）
new-terminal-runs = 新终端运行 { $version }
entry-on = { $entry }（{ $path }）
is-missing = 缺少 { $path }
is-not-executable = { $path } 不可执行
has-other-size = { $path } 的大小与官方发布的文件不同
requires = { $file } 需要 { $wanted }

## How parts are put together

list-separator = {"|、|"}
sentences = { $first }{ $then }
nothing = {""}
full-sentence = { $text }。
at-start = { $text }
more-files = 另有 { $count } 个
