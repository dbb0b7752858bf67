import type { FindingWords } from "../finding";

/** The texts of the checks, by their stable names. A check that is missing here is shown in English. */
export const findings: Record<string, FindingWords> = {
  "path.shadowed": {
    title: "另一个 Go 排在 Upgo 的 Go 之前",
    explanation:
      "终端运行的不是你选择的版本，因为另一个 Go 在 PATH 中排在前面。可以让 Upgo 的条目排在前面，或让 Upgo 接管那个 Go。",
    passed: "新终端运行你选择的 Go",
  },
  "path.machine-hides-user": {
    title: "系统 PATH 中的 Go 遮挡了你的 Go",
    explanation:
      "Windows 总是先搜索系统 PATH，再搜索用户 PATH，因此用户条目无法排到前面。需要将那个条目移出系统 PATH。",
    passed: "系统 PATH 没有遮挡你的 Go",
  },
  "path.missing-upgo": {
    title: "Upgo 的文件夹不在 PATH 中",
    explanation: "新终端找不到由 Upgo 安装的 Go。将 Upgo 的文件夹添加到 PATH 即可。",
    passed: "Upgo 的文件夹在 PATH 中",
  },
  "path.dead-entry": {
    title: "PATH 中有不存在的文件夹",
    explanation: "这些条目不再指向任何文件夹，只会让每次查找变慢。可以放心删除。",
    passed: "PATH 中的文件夹都存在",
  },
  "path.duplicate": {
    title: "PATH 中有重复的条目",
    explanation: "同一文件夹只有第一次出现时起作用，其余的只占用空间。",
    passed: "PATH 中没有重复的条目",
  },
  "path.near-limit": {
    title: "PATH 即将达到长度上限",
    explanation: "超过上限后，Windows 会忽略或截断 PATH。请删除不再需要的条目。",
    passed: "PATH 的长度远低于上限",
  },
  "path.truncated": {
    title: "PATH 似乎被截断了",
    explanation: "setx 等程序会在 1,024 个字符处截断 PATH，之后的条目就丢失了。",
    passed: "PATH 是完整的",
  },
  "path.wrong-kind": {
    title: "PATH 的注册表类型不对",
    explanation: "因此其中的 %VAR% 不会被替换，Windows 找不到这些文件夹。",
    passed: "PATH 的注册表类型正确",
  },
  "path.gobin-missing": {
    title: "go install 的文件夹不在 PATH 中",
    explanation: "用 go install 安装的工具无法直接按名称启动。将该文件夹添加到 PATH 即可。",
    passed: "go install 的文件夹在 PATH 中",
  },
  "path.machine-user-writable": {
    title: "系统 PATH 中有普通用户可写的文件夹",
    explanation: "其他帐户和服务也会在那里查找程序，因此任何能写入该文件夹的人都可以让它们运行自己的程序。",
    passed: "系统 PATH 中的文件夹只有管理员可写",
  },
  "goroot.stale": {
    title: "GOROOT 指向错误的文件夹",
    explanation:
      "Go 会从 GOROOT 查找自己的工具。那个文件夹不存在，或属于另一个 Go，因此命令会失败。Go 不需要 GOROOT，删除它即可。",
    passed: "GOROOT 没有指向另一个 Go",
  },
  "goroot.set": {
    title: "GOROOT 已设置，但不应设置",
    explanation: "Go 能自行找到自己的文件夹。设置后，下次升级会让新 Go 使用旧 Go 的工具。",
    passed: "GOROOT 未设置，由 Go 自行确定",
  },
  "goenv.pins-toolchain": {
    title: "GOTOOLCHAIN 固定了 Go 的版本",
    explanation: "无论安装哪个版本，Go 都会切换到固定的那个。删除它即可。",
    passed: "GOTOOLCHAIN 没有固定版本",
  },
  "goenv.foreign-target": {
    title: "你正在为另一种系统构建程序",
    explanation:
      "go env 文件中留有 GOOS 或 GOARCH，因此 go build 生成的程序无法在这台电脑上运行。重新安装也不会清除它。",
    passed: "Go 为这台电脑构建程序",
  },
  "goenv.bom": {
    title: "go env 文件以字节顺序标记开头",
    explanation: "Go 因此读不到第一行。请将文件另存为不带 BOM 的 UTF-8。",
    passed: "Go 能读取 go env 文件的每一行",
  },
  "goenv.invalid-toolchain": {
    title: "GOTOOLCHAIN 的值不是任何工具链",
    explanation: "Go 不认识这个值，每条 go 命令都会失败，包括用来更正它的 go env -w。",
    passed: "GOTOOLCHAIN 的值有效",
  },
  "goflags.breaks-go": {
    title: "GOFLAGS 让 Go 无法运行",
    explanation: "GOFLAGS 中有 Go 不认识的参数，因此每条命令都会失败。",
    passed: "GOFLAGS 中的参数都有效",
  },
  "gotoolchain.local-too-old": {
    title: "项目需要更新的 Go，但 GOTOOLCHAIN=local 不允许切换",
    explanation: "运行的 Go 比项目要求的旧。请升级 Go，或将 GOTOOLCHAIN 设为 auto。",
    passed: "运行的 Go 满足你的项目的要求",
  },
  "gotoolchain.missing": {
    title: "GOTOOLCHAIN 指定的版本不存在",
    explanation: "Go 要切换到的版本既不在 PATH 中，也没有下载过。可以安装它。",
    passed: "GOTOOLCHAIN 指定的版本可用",
  },
  "gomod.language-version-toolchain": {
    title: "go.mod 中的 toolchain 行写的是语言版本",
    explanation: "语言版本不是工具链的名称，Go 命令会失败。请写成完整的版本，例如在后面加上 .0。",
    passed: "go.mod 中的 toolchain 行有效",
  },
  "arch.emulated": {
    title: "此 Go 以模拟方式运行",
    explanation: "它是为另一种处理器构建的，因此构建会慢很多。请安装与这台电脑匹配的版本。",
    passed: "Go 与这台电脑的处理器匹配",
  },
  "version.unsupported": {
    title: "运行的 Go 已不再受支持",
    explanation: "它不会再有安全修复。请升级到受支持的版本。",
    passed: "运行的 Go 受支持",
  },
  "home.risky-place": {
    title: "Upgo 的文件夹位于有风险的位置",
    explanation: "网络驱动器、可移动磁盘或 OneDrive 可能锁定、移动或更改文件，升级可能因此失败。",
    passed: "Upgo 的文件夹位于本地磁盘",
  },
  "tree.mixed": {
    title: "一个 Go 中混有其他版本的文件",
    explanation: "在旧版本上直接解压新版本会留下旧文件，构建会出现难以理解的错误。请重新安装此版本。",
    passed: "每个 Go 的文件都属于它的版本",
  },
  "msi.folder-gone": {
    title: "已安装的系统 Go 缺少文件夹",
    explanation: "Windows 仍认为它已安装，但文件已被删除。可以修复它，或将其卸载。",
    passed: "系统 Go 的文件夹存在",
  },
  "home.damaged": {
    title: "Upgo 自己的一些文件已损坏",
    explanation:
      "Upgo 不会使用它们，Go 不受影响。检查新版本会重新写入缓存，修复某个版本会重新写入它的文件列表；要得到新的安装记录，请移除该版本后重新安装。记录已损坏的更改无法撤销。其他损坏的文件可以移到别的文件夹。文件损坏可能意味着磁盘有故障。",
    passed: "Upgo 自己的文件完好",
  },
  "leftover.staging": {
    title: "有中断的安装留下的文件",
    explanation: "这些文件不再需要，只会占用磁盘空间。",
    passed: "没有中断的安装留下的文件",
  },
  "disk.low": {
    title: "磁盘空间不足以升级",
    explanation: "下载并解压一个新版本需要更多空间。请释放一些空间，例如移除未使用的版本。",
    passed: "磁盘空间足够升级",
  },
  "network.go-dev-blocked": {
    title: "无法获取版本列表",
    explanation: "上次检查失败，可能被网络阻止。可以设置代理，或从文件安装。",
    passed: "上次检查获取到了版本列表",
  },
  "network.tls-intercepted": {
    title: "有程序在拦截加密连接",
    explanation: "服务器出示的证书不受这台电脑信任。公司网络或杀毒软件常会换用自己的证书，需要信任它的证书。",
    passed: "与版本列表服务器的加密连接未被拦截",
  },
  "os.too-old": {
    title: "这个系统太旧，无法运行新的 Go",
    explanation: "更新的 Go 不再支持此系统。可以使用它能运行的最新版本。",
    passed: "这个系统能运行最新的 Go",
  },
  "antivirus.slow-install": {
    title: "杀毒软件拖慢了安装",
    explanation: "每个文件在写入时都会被扫描。Dev Drive 可以减轻影响。Upgo 不会关闭任何保护。",
    passed: "安装没有被杀毒软件拖慢",
  },
  "antivirus.quarantined": {
    title: "缺少 Upgo 的程序文件",
    explanation: "曾经存在的文件被删除，很可能是杀毒软件隔离了它。请先检查隔离区，再重新安装。",
    passed: "Upgo 的程序文件都在",
  },
  "editor.needs-reload": {
    title: "编辑器仍在使用旧的 Go",
    explanation: "编辑器只在启动时读取 PATH。重新加载窗口或重新启动编辑器即可。",
    passed: "编辑器使用当前的 Go",
  },
  "editor.pins-go": {
    title: "编辑器固定使用某个 Go",
    explanation: "编辑器的设置指定了自己的 Go，因此它使用的版本与终端不同。",
    passed: "编辑器没有固定 Go 的版本",
  },
  "dl-wrapper.never-downloaded": {
    title: "一个 golang.org/dl 程序还没有下载它的 Go",
    explanation: "程序已安装，但它的 Go 还没有下载，因此每次调用都会失败。",
    passed: "golang.org/dl 的程序都有自己的 Go",
  },
  "policy.execution-blocked": {
    title: "组织的策略不允许运行 Go",
    explanation: "Windows 阻止了启动程序。策略的日志会说明原因。用官方安装程序安装的 Go 通常允许运行。",
    passed: "Windows 允许运行 Go",
  },
  "shell.profile-overrides": {
    title: "Shell 配置文件指定了自己的 Go",
    explanation: "配置文件设置了 GOROOT，或将另一个 Go 添加到 PATH，因此此 Shell 使用的 Go 与其他终端不同。",
    passed: "Shell 配置文件没有指定自己的 Go",
  },
};
