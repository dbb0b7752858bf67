import type { Sentence } from "../../api/bindings";

/** The sentences of the engine, in Simplified Chinese. The names in braces are those of the English table. */
export const sentences: Record<Sentence, string> = {
  quoted: "{text}",
  named: "{name}",
  forMachine: "来自系统环境变量",
  forUser: "来自用户环境变量",
  inTerminal: "来自当前终端",
  inProcess: "来自终端的环境变量",
  inGoEnv: "由 `go env -w` 写入 {file}",
  byGo: "Go 的默认值",
  machinePath: "系统 PATH",
  userPath: "用户 PATH",
  unknownGo: "版本未知的 Go",
  unknownFolder: "未知的文件夹",
  andMore: "{names} 等，另有 {count} 个",

  settingIs: "{name} 的值为 {value}（{place}）",
  newTerminalRuns: "新终端运行 {version}",
  entryOn: "{entry}（{path}）",
  isMissing: "缺少 {path}",
  requires: "{file} 需要 {wanted}",

  otherGoFirst: "另一个 Go 排在前面",
  otherGoFirstWhy:
    "你选择了 {chosen}，但新终端运行 {other}：它的文件夹在 PATH 中排在 Upgo 之前，先找到者生效。请将 Upgo 的文件夹移到它前面。",
  machineGoHides: "系统 PATH 中的 Go 遮挡了你的 Go",
  machineGoHidesWhy:
    "你选择了 {chosen}，但新终端运行 {other}：Windows 总是先搜索系统 PATH，再搜索用户 PATH，因此用户条目无法排到前面。可以让 Upgo 管理那个 Go，将它移到 Upgo 之后，或保留它并由 Upgo 升级。",
  first: "第一个：{folder}，{go}",
  firstOn: "第一个：{folder}（{path}），{go}",
  later: "靠后：{folder}，{go}",
  notOnPath: "不在 PATH 中：{folder}，{go}",
  upgoNotFound: "终端找不到 Upgo 的 Go",
  upgoNotFoundWhy: "Upgo 已安装 Go，但它的文件夹不在 PATH 中：终端会找到另一个 Go，或者找不到 Go。",
  pathLacks: "新终端的 PATH 中没有 {folder}",
  toolsNotOnPath: "用 `go install` 安装的程序不在 PATH 中",
  toolsNotOnPathWhy: "`go install` 会把程序放入此文件夹，但它不在 PATH 中，因此无法在终端中直接按名称运行这些程序。",
  toolsIn: "{folder}：{names}",
  missingFolder: "PATH 中有 1 个不存在的文件夹",
  missingFolders: "PATH 中有 {count} 个不存在的文件夹",
  missingFoldersWhy:
    "每次运行命令都会搜索这些文件夹，但它们并不存在。以后任何程序只要创建其中之一，就能把自己的命令放进你的 PATH。",
  folderTwice: "PATH 中有 1 个重复的文件夹",
  foldersTwice: "PATH 中有 {count} 个重复的文件夹",
  foldersTwiceWhy: "同一个值中靠前的条目已包含这些文件夹，后面的条目只会让 PATH 变长。",
  pathNearLimit: "PATH 即将达到长度上限",
  pathNearLimitWhy:
    "Windows 最多保存 32,766 个字符，cmd.exe 的一行最多接受 8,191 个字符：向 PATH 添加内容的脚本会失败，有些程序还会截断过长的值。请删除或缩短一些条目。",
  pathLength: "{place}：{count} 个字符",
  pathTogether: "合计：{count} 个字符",
  pathCut: "PATH 在 {count} 个字符处被截断",
  pathCutWhy:
    "某个程序按自己支持的长度截断了 PATH，且没有提示；`setx` 的上限是 1,024 个字符。最后一项之后的条目已经丢失，不再被搜索。请从备份或类似的电脑中找回这些条目并重新添加。",
  pathLastEntry: "最后一项是 {entry}",
  pathWrongKind: "PATH 的注册表类型不正确",
  pathWrongKindWhy:
    "Windows 只展开 REG_EXPAND_SZ 类型的值中的 %NAME%，并且只在字符串中查找文件夹。某个程序用其他类型保存了 PATH。Upgo 不会更改这样的值：请在注册表编辑器中新建一个类型正确、内容相同的值。",
  pathLiteral: "{entry} 会按字面搜索，因为该值的类型是 REG_SZ，而不是 REG_EXPAND_SZ",
  pathNoText: "{place} {what}",
  hasType: "的类型是 {type}，不是文本",
  endsInHalf: "以半个字符结尾",
  hasNul: "中间有空字符，大多数程序读到那里就会停止",
  pathWritable: "系统 PATH 中有一个文件夹无需管理员权限即可写入",
  pathWritableWhy:
    "服务和其他帐户也会搜索系统 PATH 并运行其中的程序。任何程序都能在没有管理员权限的情况下写入这些文件夹，包括以你的身份运行的恶意软件。如果是你自己的文件夹，请改为添加到用户 PATH。",

  gorootMissing: "GOROOT 指向不存在的文件夹",
  gorootMissingWhy:
    "每条 go 命令都会到那里查找自己的工具，然后失败：`cannot find GOROOT directory`。Go 能自行找到自己的文件夹，因此可以删除 GOROOT。",
  gorootWithoutGo: "GOROOT 指向没有 Go 的文件夹",
  gorootWithoutGoWhy:
    "每条 go 命令都会到那里查找自己的工具，但什么也找不到。Go 能自行找到自己的文件夹，因此可以删除 GOROOT。",
  gorootOther: "GOROOT 指向另一个 Go",
  gorootOtherWhy:
    "正在运行的 Go 会使用 GOROOT 文件夹中的编译器，而那里是另一个版本，因此构建失败：`compile: version … does not match go tool version …`。Go 能自行找到自己的文件夹，因此可以删除 GOROOT。",
  gorootSet: "GOROOT 已设置，但不应设置",
  gorootSetWhy:
    "现在的值是正确的，但下次升级后就不对了：每条 go 命令都会使用旧版本的工具。Go 能自行找到自己的文件夹，因此可以删除 GOROOT。",
  folderContains: "该文件夹中是 {version}",

  toolchainInvalid: "GOTOOLCHAIN 的值无效",
  toolchainInvalidWhy:
    "每条 go 命令都会失败，包括本可修复它的 `go env -u GOTOOLCHAIN`；只有 `go env -w GOTOOLCHAIN=auto` 有效。设为 `auto` 后，Go 会使用项目要求的工具链。",
  toolchainPins: "GOTOOLCHAIN 把 Go 固定在 {version}",
  toolchainPinsWhy:
    "无论安装了什么、项目要求什么，每条 go 命令都运行 {version}，升级不起作用。删除此值后，Go 会使用项目要求的最新版本。",
  builds32Bit: "你正在构建 32 位程序",
  buildsFor: "你正在为 {target} 构建程序",
  buildsForWhy:
    "无论在哪里运行，`go build` 都会为另一种系统或处理器构建程序：`go run` 和 `go test` 无法启动它们，或者运行得更慢。如果只是偶尔需要，请只为那一条命令设置该变量。",
  settingIgnored: "Go 忽略了 `go env -w` 的一项设置",
  settingIgnoredWhy:
    "该文件以字节顺序标记开头（某些编辑器会写入它），因此 Go 会忽略第一行：{name} 没有生效。请将文件另存为不带字节顺序标记的 UTF-8，或重新添加该行。",
  firstLineIgnored: "Go 忽略了 {file} 的第一行：{line}",
  flagsBreakGo: "GOFLAGS 使每条 go 命令都失败",
  flagsBreakGoWhy:
    "Go 在每条命令之前读取 GOFLAGS，按空格拆分，遇到未知的参数就会失败，连 `go version` 也一样。因此包含空格的值（例如 `-ldflags=-s -w`）在这里无效。",
  flagCut: "{flag} 前的空格使 {before} 的值到此结束，而 Go 没有参数 {flag}",
  flagUnknown: "Go 没有参数 {flag}",
  flagMalformed: "{flag} 不是参数：参数以 - 开头，后面是名称",

  localTooOld: "GOTOOLCHAIN 不允许使用项目需要的 Go",
  localTooOldWhy:
    "`go version` 在这里可以运行，但 `go build` 等命令会失败：{file} 需要 Go {needs}，运行的是 {runs}，而 GOTOOLCHAIN={value} 不允许切换。请使用更新的 Go，或让 Go 自行选择 (GOTOOLCHAIN=auto)。",
  settingRuns: "GOTOOLCHAIN 的值为 {value}（{place}）：运行的是 {runs}",
  notAvailable: "需要 {wanted}，但无法获得",
  notAvailableWhy: "go 命令会失败：需要 {wanted}，但它不在 PATH 中。由 Upgo 安装后，Go 就能在 PATH 中找到它。",
  noDownload: "GOTOOLCHAIN 不允许下载",
  noProxy: "GOPROXY=off 不允许下载",
  namedBut: "{program} 使用该名称，但实际是 {version}",
  toolchainIs: "GOTOOLCHAIN 的值为 {value}",
  noSuchToolchain: "项目指定了不存在的工具链",
  noSuchToolchainWhy:
    "go 命令会失败：{name} 不是一个版本。从 Go 1.21 起，1.27 这样的数字是语言版本，对应的版本是 1.27.0、1.27.1 等。请在 `toolchain` 行中写其中之一，或删除该行：有 `go` 行就足够了。",
  toolchainLine: "{file}：toolchain {name}",
  wrapperEmpty: "一个 goX.Y.Z 命令没有对应的工具链",
  wrapperEmptyWhy:
    "当项目需要 {name} 时，Go 会在 PATH 中找到并启动此程序，然后失败：`{name}: not downloaded`。请运行 `{name} download`，删除此程序，或让 Upgo 将该版本安装到 PATH 中更靠前的文件夹。",
  wrapperHasNo: "{program} 缺少 {marker}",

  unsupported: "Go {line} 不再受支持",
  unsupportedWhy:
    "Go {line} 不会再有任何修复，包括安全修复：一个版本系列在两个更新的系列发布后停止支持。用它构建的程序会包含此后发现的漏洞。",
  newTerminalRunsIn: "新终端运行 {folder} 中的 {version}",
  supportEnded: "支持已于 {date} 结束",
  systemTooOld: "{system} 太旧，无法运行最新的 Go",
  systemTooOldWhy: "Go {line} 及更新的版本无法在此系统上启动，因此 Upgo 不会提供它们。要使用它们，请升级操作系统。",
  systemTooOldButWhy:
    "Go {line} 及更新的版本无法在此系统上启动，因此 Upgo 不会提供它们。能在这里运行的最新系列是 Go {runs}，它不会再有任何修复。要使用更新的版本，请升级操作系统。",
  versionNeeds: "{version} 需要 {system} 或更高版本",
  newestHere: "能在这里运行的最新版本系列是 Go {line}",
  emulated: "此 Go 在你的 ARM64 电脑上以模拟方式运行",
  emulatedWhy: "构建需要数倍的时间，构建出的程序也是为另一种处理器生成的。",
  otherProcessor: "此 Go 不是为你的电脑构建的",
  otherProcessorWhy: "它无法充分利用这台电脑的能力，构建出的程序也是为另一种处理器生成的。",
  goIsFor: "{folder} 中的 Go 面向 {arch}，这台电脑是 {own}",
  mixedTree: "一个 Go 中混有其他版本的文件",
  mixedTreeWhy:
    "可能是在旧版本上直接解压了新版本，或更新被中断。这样的 Go 会出现难以理解的错误：`compile: version … does not match`，或重复的包。请删除该文件夹，然后重新安装此版本。",
  mixedOwnTreeWhy:
    "可能是在旧版本上直接解压了新版本，或更新被中断。这样的 Go 会出现难以理解的错误：`compile: version … does not match`，或重复的包。Upgo 可以从已验证的压缩包恢复自己的工具链的文件；`upgo verify` 会列出不一致的文件。",
  fileIsFrom: "{file} 写的是 {version}，但 {part} 来自 {other}",
  systemGoGone: "已安装的 Go 的文件夹不存在",
  systemGoGoneWhy:
    "一个已安装的 Go 的文件夹被删除了。Windows 仍会列出它，它在系统 PATH 中的条目已失效，安装程序也可能拒绝替换它。请修复或卸载它。",
  registeredIn: "{name} ({arch}) 登记在 {folder}，但那里没有 Go",

  riskyPlace: "Upgo 的文件夹位于有风险的位置",
  syncedWhy:
    "每个版本大约有一万个小文件需要同步，而同步会在 Go 读取时锁定或替换它们。请将 UPGO_HOME 设为本地磁盘上的文件夹，并在那里重新安装 Go。",
  onNetworkWhy:
    "每次构建都要从那里读取数千个小文件，没有网络时 Go 无法工作。请将 UPGO_HOME 设为本地磁盘上的文件夹，并在那里重新安装 Go。",
  removableWhy:
    "没有该驱动器时 Go 无法工作，拔出它还可能丢失版本切换。请将 UPGO_HOME 设为本地磁盘上的文件夹，并在那里重新安装 Go。",
  isSynced: "{folder} 位于会同步到云端的文件夹中 ({cloud})",
  isOnNetworkDrive: "{folder} 位于网络驱动器",
  isOnShare: "{folder} 位于网络共享",
  isRemovable: "{folder} 位于可移动驱动器",
  diskLow: "磁盘空间不足",
  diskLowWhy:
    "升级期间大约需要 400 MB，之后占用约 250 MB；构建也需要空间。空间不足时，Upgo 会拒绝升级，并且不作任何更改。",
  freeOn: "{folder} 所在的磁盘有 {size} 可用空间",
  noLongerNeeded: "不再需要：{names}",
  leftovers: "有之前的更改留下的文件",
  leftoversWhy:
    "一次更改未能删除它移开的所有文件，通常是因为其中的程序仍在运行。Go 不受影响。等到没有程序再从那里运行时，Upgo 会在下次更改时删除它们。",
  ownFilesDamaged: "Upgo 自己的一些文件已损坏",
  ownFilesDamagedWhy:
    "Upgo 不会使用它们，因此 Go 不受影响。`upgo check` 会重新写入缓存文件，`upgo verify VERSION --repair` 会重新生成某个版本的文件清单。要得到新的安装记录，请移除该版本后重新安装。记录已损坏的更改无法撤销。其他损坏的文件可以移到别的文件夹。文件损坏可能意味着磁盘有故障。",

  notAsked: "还没有检查过新版本，请运行 `upgo check`",
  intercepted: "与版本服务器的连接被拦截",
  interceptedWhy:
    "这台电脑与服务器之间的公司代理或杀毒软件使用了自己的证书，Upgo 和 Go 都不接受它。请向管理员索取该证书，将它添加到系统信任的证书中，或在 `ca-file` 设置中指定它的文件。Upgo 仍会验证每个文件的 SHA-256。",
  unreachable: "无法获取版本列表",
  unreachableWhy:
    "上次检查未能获取版本列表，因此 Upgo 不知道最新的版本。{remedy} 如果 go.dev 被屏蔽（某些公司和国家会这样），请使用镜像：`mirrors` 设置，或 UPGO_FEED_URL。",
  lastCheckFailed: "上次检查失败：{problem}",

  blocked: "有策略阻止 Go 启动",
  blockedWhy:
    "Windows 没有启动 Upgo 文件夹中的程序：{reason}。许多公司只允许运行标准用户无法写入的文件夹中的程序。详细信息请查看 {log}。请让管理员允许此文件夹，或用官方安装程序为所有用户安装 Go。",
  treatedAsMalware: "杀毒软件认为它是恶意软件",
  securityHistory: "“Windows 安全中心”的“保护历史记录”",
  blockedByRestriction: "它被软件限制策略或 AppLocker 阻止",
  appLockerLog: "事件查看器中的 Microsoft-Windows-AppLocker",
  blockedByAppControl: "它被 App Control for Business 阻止",
  codeIntegrityLog: "事件查看器中的 Microsoft-Windows-CodeIntegrity",
  folderIs: "文件夹：{folder}",
  programMissing: "缺少 Upgo 的一个程序",
  programMissingWhy:
    "这些程序由 Upgo 安装，但不是由 Upgo 删除的，通常是杀毒软件所为。Upgo 可以从已验证的压缩包恢复工具链的文件。如果缺少的是 `bin` 中的命令，请移除该版本后重新安装。",
  programMissingOnWindowsWhy:
    "这些程序由 Upgo 安装，但不是由 Upgo 删除的，通常是杀毒软件所为。“Windows 安全中心”会在“保护历史记录”中列出被移除的文件，请在那里还原它们，并报告误报。Upgo 可以从已验证的压缩包恢复工具链的文件。如果缺少的是 `bin` 中的命令，请移除该版本后重新安装。",
  slowInstall: "安装耗时过长",
  slowInstallWhy: "写入 Go 工具链的约一万个文件很慢：可能是磁盘慢，也可能是有程序在扫描每个文件。",
  slowInstallOnWindowsWhy:
    "杀毒软件会在写入时逐个扫描 Go 工具链的约一万个文件，以及每次构建的文件。在 Dev Drive（“设置”>“系统”>“存储”>“磁盘和卷”）上，扫描会推迟到后台进行。要把 Upgo 的文件夹移到那里，请设置 UPGO_HOME。Upgo 从不关闭任何扫描程序。",
  finishedAfter: "{version}：共 {files} 个文件，在收到最后一个字节后 {seconds} 秒完成",

  profileOverrides: "Shell 配置文件指定了自己的 Go",
  profileOverridesWhy:
    "Shell 启动时会运行这些行，它们会覆盖 Upgo 的那一行，无论你选择哪个版本。请删除这些行；Go 从不需要 GOROOT。",
  profileOverridesOnWindowsWhy:
    "Shell 启动时会运行这些行，它们会覆盖 Windows 保存的 PATH 和环境变量，无论你选择哪个版本。请删除这些行；Go 从不需要 GOROOT。",
  lineOf: "{place}，第 {number} 行：{text}",
  editorPinned: "有编辑器固定使用某个 Go",
  editorPinnedWhy:
    "无论终端运行哪个版本，编辑器都使用其设置中的 Go：升级后它仍使用旧版本，旧版本被移除后就会出错。请删除该设置，或改为选择 PATH 中由 Upgo 更新的 Go。",
  editorSetting: "{file}：{name} 的值为 {value}",
  editorUses: "{editor} 仍在使用 {version}",
  editorUsesOld: "{editor} 仍在使用旧的 Go",
  editorsUseOld: "{count} 个编辑器仍在使用旧的 Go",
  editorsUseOldWhy:
    "Go 扩展只在启动时查找 Go，在重新加载窗口之前会一直使用旧版本：请运行命令 `Developer: Reload Window`。如果 PATH 也有更改，请关闭编辑器的所有窗口，然后重新启动它。",
  startedBefore: "{editor} 在上次切换之前就已启动",

  triedBefore: "在同一文件夹中，{first} 先于 {second} 被尝试",
  switchDangling: "Upgo 选用的工具链不存在",
  shimStarts: "{program} 是 {tool} 的转发程序，它启动 {root} 中的 Go",
  shimUnknown: "{program} 是 {tool} 的转发程序；没有文件说明它启动哪个 Go",
  scriptStarts: "{program} 是脚本，它启动 {root} 中的 Go",
  scriptUnknown: "{program} 是脚本；没有文件说明它启动哪个 Go",
  setBy: "{place}：{effect}",
  laterPlace: "不起作用，因为先找到的设置生效",
  gorootNoFolder: "该文件夹不存在，因此 Go 停止运行",
  gorootUnused: "切换到 {version} 后不起作用",
  gorootOwn: "这是正在运行的 Go 的文件夹，升级后就不对了",
  gorootTools: "正在运行的 Go 会使用那里的工具，而它们属于另一个版本",
  goenvOff: "GOENV 为 off：Go 忽略 `go env -w` 的设置",
  goenvFile: "GOENV 已设置：Go 从 {file} 读取 `go env -w` 的设置",
  modulesOn: "使用模块，这是默认值",
  modulesAuto: "有 go.mod 时使用模块",
  modulesOff: "Go 不读取 go.mod，也不切换到其他工具链",
  modulesInvalid: "该值无效，Go 不会切换到其他工具链",
  noToolchainName: "不是有效的工具链名称，因此 Go 停止运行",
  ignoredHere: "此 Go 在这里忽略它",
  dependsOnGo: "效果取决于运行的 Go",
  maySwitch: "Go 可以切换到更新的工具链，来自 PATH 或下载",
  maySwitchOnPath: "Go 可以切换到 PATH 中更新的工具链",
  atLeast: "至少运行 {version}；{effect}",
  neverSwitches: "Go 不会切换到其他工具链",
  alwaysRuns: "无论项目要求什么，都运行 {version}",
  noWorkspace: "没有指定可用的工作区文件，因此 Go 停止运行",
  workOff: "Go 不读取 go.work",
  workAuto: "Go 使用最近的 go.work，这是默认值",
  workEverywhere: "在所有文件夹中都使用工作区 {file}",
  workspaceDecides: "go.mod 不起作用，因为由工作区决定",
  nothingAboutGo: "没有关于 Go 的内容",
  twoLines: "{one} 和 {other}",
  modNotRead: "{file} 中：{lines}；Go 在读取之前就停止了",
  modNoSwitch: "{file} 中：{lines}；此 Go 不会因此切换",
  modNothing: "{file} 没有要求特定的 Go 版本",
  modRequires: "{file} 中有 {lines}：其中的 `{line}` 行要求 {version}",
  modDefault: "{file} 中：{lines}；Go 不会切换到更新的版本",
  modFixed: "{file} 中：{lines}；不起作用，因为 GOTOOLCHAIN={value}",
  modMet: "{file} 中：{lines}；{version} 已足够新",
  forbiddenDownload: "{version} 不在 PATH 中，而 GOTOOLCHAIN 不允许下载",
  otherOnPath: "PATH 中的 {program} 应为 {version}，但实际是 {other}",
  foundOnPath: "Go 在 PATH 中找到 {version}：{program}",
  foundInCache: "Go 已下载 {version}：{program}",
  willDownload: "{version} 既不在 PATH 中，也不在 Go 的模块缓存中，因此 Go 会下载它",
};
