import type { Code } from "../../api/bindings";
import type { Claim } from "../../api/codes";
import type { Remedy } from "../../api/remedies";
import type { problems as english, ProblemWords } from "../en/problems";

const claims: Record<Claim, string> = {
  untouched: "没有任何更改。",
  dependents: "依赖它的更改均未进行。",
  notMade: "更改未进行，已开始的步骤均已还原。",
  notCarriedOut: "计划没有执行。",
  notInstalled: "其中的内容均未安装。",
  inProgress: "正在进行的更改均已还原。",
  rolledBack: "更改已还原。",
  rolledBackLater: "失败的更改会立即还原，或在 Upgo 下次运行时还原。",
};
const known = "将继续使用已有数据。";
const heldBack = `${known}网络中可能有人拦截了较新的数据。`;
const reset = "请稍后或换个网络重试。";

const remedies: Record<Remedy, string> = {
  tryAgain: "重试",
  seeNewPlan: "查看新计划",
  repair: "修复",
  lookAgain: "重新检查",
  checkNow: "立即检查",
  withoutProof: "不经独立验证直接安装",
  testMirror: "测试镜像",
  removeMirrors: "仅使用 go.dev",
  mirrorSettings: "镜像设置",
  proxySettings: "代理设置",
  chooseCertificate: "选择证书",
  settings: "打开设置",
  backgroundSettings: "后台设置",
  notificationSettings: "通知设置",
  settingsFile: "打开设置文件",
  startupApps: "启动应用",
  systemNotifications: "Windows 通知设置",
  installedApps: "已安装的应用",
  home: "查看",
  versions: "打开“版本”页",
  health: "打开“健康检查”页",
  history: "打开历史记录",
  editPath: "编辑 PATH",
  editVariables: "编辑变量",
  whyThisGo: "为什么是这个 Go？",
  removeUnused: "移除未使用的版本",
  caches: "清理缓存",
  openFolder: "打开文件夹",
  goDownloads: "打开 go.dev",
  reportToGo: "向 Go 团队报告",
  log: "打开日志",
  report: "创建错误报告",
};

const codes: Record<Code, ProblemWords> = {
  "UPGO-OTHER": {
    title: "出现了意外问题",
    remedy: "请重试。如果问题仍然出现，请附上详细信息报告。",
  },
  "UPGO-USAGE": {
    title: "请求或其中的某个值无效",
    remedy: "复制详细信息并报告。",
  },
  "UPGO-REMOVE-CURRENT": {
    title: "此版本正在使用",
    remedy: "请先使用其他版本，再移除它。",
  },
  "UPGO-SETTING-INVALID": {
    title: "某项设置或其值无效",
    machine: "将继续使用上一个有效值。",
    remedy: "请在设置中选择其他值。",
  },
  "UPGO-POLICY-VERSION": {
    title: "组织的策略不允许此版本",
    remedy: "请选择其他版本，或联系管理员。",
  },
  "UPGO-POLICY-SETTING": {
    title: "此设置由你的组织管理",
    remedy: "请联系管理员更改策略。",
  },
  "UPGO-POLICY-MALFORMED": {
    title: "组织的策略中有一部分无效",
    machine: "将按更安全的方式处理。",
    remedy: "请联系管理员更正策略。",
  },
  "UPGO-BACKGROUND-UNSUPPORTED": {
    title: "这台电脑不支持此后台方式",
    machine: "后台方式保持不变。",
    remedy: "请在设置中选择其他方式。",
  },
  "UPGO-BACKGROUND-OFF": {
    title: "登录时启动已在系统设置中关闭",
    machine: "后台方式保持不变。以你在系统设置中的选择为准。",
    remedy: "请在任务管理器的“启动应用”中启用 Upgo，然后重试。",
  },
  "UPGO-BACKGROUND-TASK-OFF": {
    title: "每小时检查已在任务计划程序中禁用",
    machine: "后台方式保持不变。以你在任务计划程序中的选择为准。",
    remedy: "请在任务计划程序的 Upgo 文件夹中启用该任务，然后重试。",
  },
  "UPGO-BACKGROUND-FAILED": {
    title: "系统拒绝更改自动启动项",
    machine: "当前方式以设置页面为准。",
    remedy: "请重试。如果问题仍然出现，请附上详细信息报告。",
  },
  "UPGO-NET-OFFLINE": {
    title: "无法连接服务器",
    remedy: "请检查网络连接或代理，然后重试。",
  },
  "UPGO-NET-TLS": {
    title: "与服务器的安全连接失败",
    machine: "代理或杀毒软件可能正在拦截连接。",
    remedy: "请检查代理。如果代理会替换证书，请选择其颁发者的证书文件。",
  },
  "UPGO-NET-PROXY": {
    title: "通过代理的连接失败",
    remedy: "请检查 Upgo 和系统的代理设置，然后重试。",
  },
  "UPGO-NET-STATUS": {
    title: "服务器返回了错误或无法使用的响应",
    remedy: "请稍后重试，或设置其他镜像。",
  },
  "UPGO-NET-FEED": {
    title: "服务器返回的不是 Go 版本列表",
    machine: "响应可能来自登录页面或代理。",
    remedy: "请在浏览器中打开 go.dev，按要求登录，然后重试。",
  },
  "UPGO-NET-FEED-OLDER": {
    title: "Go 版本列表缺少已发布的版本",
    machine: heldBack,
    remedy: reset,
  },
  "UPGO-NET-FEED-WITHDRAWN": {
    title: "自定义的 Go 版本列表缺少它曾列出的版本",
    machine: "可能是有意撤下的；否则，你可能会错过修复。",
    remedy: "请询问该列表的维护者。",
  },
  "UPGO-NET-VULN": {
    title: "服务器返回的不是漏洞数据库",
    machine: known,
    remedy: "请在浏览器中打开该地址，然后重试。",
  },
  "UPGO-VULN-UNKNOWN": {
    title: "尚无漏洞数据",
    remedy: "请联网后立即检查。",
  },
  "UPGO-VERIFY-DIGEST": {
    title: "文件与官方发布的不一致",
    remedy: "请重试。如果问题仍然出现，说明来源已损坏或被篡改，请换用其他来源。",
  },
  "UPGO-VERIFY-NO-DIGEST": {
    title: "此文件没有官方 SHA-256",
    machine: "Upgo 不安装无法校验的文件。",
    remedy: "请选择有官方 SHA-256 的版本。",
  },
  "UPGO-VERIFY-NO-MANIFEST": {
    title: "缺少此版本的文件清单",
    machine: "Upgo 无法判断其文件是否与官方发布的一致。",
    remedy: "选择“修复”以重新生成清单。",
  },
  "UPGO-VERIFY-FEEDS": {
    title: "两份官方版本列表不一致，或列出了不可能存在的版本",
    machine: "其中一份可能是伪造的。",
    remedy: reset,
  },
  "UPGO-VERIFY-VULN": {
    title: "漏洞数据库与之前的内容矛盾，或日期晚于今天",
    machine: heldBack,
    remedy: reset,
  },
  "UPGO-VERIFY-UNPROVEN": {
    title: "Go 校验和数据库无法确认此版本",
    machine: "仅由版本列表确认。",
    remedy: "请稍后或换一个网络重试，或者不经独立验证直接安装。",
  },
  "UPGO-VERIFY-CONTRADICTS": {
    title: "Go 校验和数据库与下载内容矛盾，或自相矛盾",
    machine: "要么版本列表及其文件不是来自 Google，要么数据库不是。",
    remedy: "请勿安装。请换一个网络重试。如果问题仍然出现，请报告。",
  },
  "UPGO-VERIFY-SIGNATURE": {
    title: "压缩包的签名无效",
    machine: "压缩包不是当初签名的文件，或者签名者不是 Google。",
    remedy: "请勿安装。请换一个网络或来源重试。如果问题仍然出现，请报告。",
  },
  "UPGO-PERMISSION": {
    title: "拒绝访问文件或文件夹",
    remedy: "请授予你的帐户访问该文件夹的权限，然后重试。",
  },
  "UPGO-PERMISSION-ACCOUNT": {
    title: "Upgo 的文件夹属于另一个帐户",
    machine: "否则文件会归错误的帐户所有。",
    remedy: "请以你自己的身份启动 Upgo，不要使用管理员权限。",
  },
  "UPGO-REHEARSAL-BREAKS": {
    title: "你的某个项目无法在新的 Go 上正常工作",
    remedy: "请在历史记录中查看该更改。如果仍要升级，请在设置中关闭试用。",
  },
  "UPGO-REHEARSAL-LIMITED": {
    title: "试用的一部分无法进行",
    machine: "新的 Go 是否影响这一部分尚不清楚。",
    remedy: "请排除原因，然后重试。",
  },
  "UPGO-HOOK-FAILED": {
    title: "某个挂钩程序阻止或撤回了更改",
    remedy: "历史记录中有该挂钩程序的输出。请排除原因，然后重试。",
  },
  "UPGO-HOOK-REFUSED": {
    title: "此更改设有挂钩程序，但在这里不会运行",
    machine: "挂钩程序的权限不会高于你的其他程序，也不会再启动设有挂钩程序的更改。",
    remedy: "请不要以管理员身份启动 Upgo，然后重试。",
  },
  "UPGO-BUSY": {
    title: "另一个进程正在进行有冲突的更改",
    machine: "此操作没有执行，以免干扰另一个进程。",
    remedy: "请等它完成后重试。",
  },
  "UPGO-FILE-BUSY": {
    title: "另一个程序正在占用文件",
    remedy: "请关闭该程序，然后重试。",
  },
  "UPGO-GO-MANAGED": {
    title: "这个 Go 由其他程序管理",
    remedy: "请用安装它的程序移除，或将其保留：Upgo 的 Go 在 PATH 中排在前面。",
  },
  "UPGO-VERSION-UNKNOWN": {
    title: "此版本不存在，或在这台电脑上不可用",
    remedy: "请选择一个可安装的版本。",
  },
  "UPGO-VERSION-NOT-INSTALLED": {
    title: "此版本尚未安装",
    remedy: "请先安装它。",
  },
  "UPGO-VERSION-SYSTEM": {
    title: "此系统无法运行此版本",
    remedy: "请选择较旧的版本。",
  },
  "UPGO-TERMINAL": {
    title: "无法打开终端",
    remedy: "请把环境变量 TERMINAL 设为你的终端程序的名称，或安装一个终端程序。",
  },
  "UPGO-COMMAND": {
    title: "无法启动命令或 shell",
    machine: "它没有运行。",
    remedy: "请检查它的名称，并确认它已安装。",
  },
  "UPGO-DISK-FULL": {
    title: "磁盘空间不足",
    remedy: "请移除不用的版本、清理 Go 的缓存或释放一些空间，然后重试。",
  },
  "UPGO-DISK-FAILED": {
    title: "无法读取或写入文件",
    remedy: "请检查磁盘和文件夹，然后重试。",
  },
  "UPGO-ARCHIVE-DAMAGED": {
    title: "无法解压此压缩包",
    remedy: "请从官方来源重新下载。",
  },
  "UPGO-ARCHIVE-HOSTILE": {
    title: "压缩包中有不安全的条目",
    machine: "其中的内容均未保留。",
    remedy: "请勿使用此文件。",
  },
  "UPGO-ACTIVE-OTHER": {
    title: "新终端可能运行另一个 Go，或找不到 Go",
    machine: "更改已完成，没有任何损失。",
    remedy: "请查看哪个 Go 在 PATH 中排在最前。",
  },
  "UPGO-GO-MISSING": {
    title: "没有可运行的 Go",
    remedy: "请安装一个版本。",
  },
  "UPGO-GO-TOO-OLD": {
    title: "此处运行的 Go 比项目需要的版本旧",
    machine: "此处可以运行 go version，但 go build 等命令会失败。",
    remedy: "请安装项目需要的 Go 版本，或将 GOTOOLCHAIN 设为 auto，让 Go 自行下载。",
  },
  "UPGO-GO-SETTING": {
    title: "某项 Go 设置的值无效",
    machine: "更正之前，Go 命令会失败。",
    remedy: "请更正该值。",
  },
  "UPGO-GO-TOOLCHAIN-LINE": {
    title: "指定的工具链名称无效",
    machine: "更正之前，Go 命令会失败。",
    remedy: "请使用正式的版本名称，例如 go1.27.3。",
  },
  "UPGO-GO-TOOLCHAIN-MISSING": {
    title: "Go 无法获取所需的工具链",
    machine: "在它可用之前，Go 命令会失败。",
    remedy: "请安装它，之后 Go 就能找到。",
  },
  "UPGO-GO-TOOLCHAIN-OTHER": {
    title: "某个程序以工具链命名，但实际是另一个版本",
    machine: "Go 会发现版本不符并停止。",
    remedy: "请移除该程序，或安装与其名称相符的工具链。",
  },
  "UPGO-GO-MOD": {
    title: "Go 不接受 go.mod 或 go.work",
    machine: "此处可以运行 go version，但 go build 等命令会失败。",
    remedy: "请更正该文件。",
  },
  "UPGO-GO-WORK": {
    title: "工作区与其模块不匹配",
    machine: "此处可以运行 go version，但 go build 等命令会失败。",
    remedy: "请运行 go work use，或设置 GOWORK=off 以忽略工作区。",
  },
  "UPGO-GO-ROOT": {
    title: "GOROOT 与正在运行的 Go 不匹配",
    machine: "构建会失败，因为没有匹配的编译器。",
    remedy: "请删除 GOROOT。Go 会自行找到所在文件夹。",
  },
  "UPGO-PROJECT-UNREAD": {
    title: "无法确定项目导入了哪些包",
    machine: "无法确定漏洞是否影响该项目。",
    remedy: "请在其文件夹中运行 go list ./...。",
  },
  "UPGO-PROJECT-EDIT": {
    title: "Upgo 无法编辑项目中的文件",
    machine: "项目要求的 Go 保持不变。",
    remedy: "请检查消息中提到的文件，或自行编辑。",
  },
  "UPGO-PROJECT-LEFT-OUT": {
    title: "更改中略过了一个项目",
    machine: "它要求的 Go 保持不变。",
    remedy: "请在“项目”中查看预演的结果。",
  },
  "UPGO-PIN-MINIMUM": {
    title: "项目仍使用更新的 Go",
    machine: "toolchain 行指定的是可用的最低 Go 版本，Go 不会切换到更旧的版本。",
    remedy: "请在“版本”中用该版本打开终端。",
  },
  "UPGO-PIN-UNREAD": {
    title: "Go 本身不会使用此固定版本",
    machine: "只有版本管理器会读取指定项目 Go 版本的那个文件。",
    remedy: "请安装该版本管理器，或在 go.mod 中添加 toolchain 行。",
  },
  "UPGO-PROJECT-FILE": {
    title: "无法读取项目或其中的文件",
    machine: "Upgo 不知道它要求哪个 Go。",
    remedy: "请检查它是否存在，以及此帐户能否读取它。",
  },
  "UPGO-TOOL-UNKNOWN": {
    title: "没有用 go install 安装过该名称的程序",
    remedy: "请在“版本”页选择一个程序。",
  },
  "UPGO-TOOL-REFUSED": {
    title: "Upgo 无法重新构建或更新该程序",
    machine: "程序保持不变。",
    remedy: "请按原来的方式构建。",
  },
  "UPGO-TOOL-BUILD": {
    title: "程序重新构建或更新失败",
    machine: "旧的程序保持不变。",
    remedy: "请查看 Go 的输出。可能需要该程序的较新版本：go install PACKAGE@latest。",
  },
  "UPGO-SMOKE-FAILED": {
    title: "新的工具链未通过测试",
    machine: "旧的 Go 保留。",
    remedy: "请查看详细信息，可能被杀毒软件或策略阻止。然后重试。",
  },
  "UPGO-PROGRAM-BLOCKED": {
    title: "这台电脑不启动 Go 在此编译的程序",
    machine: "Go 本身可以使用。杀毒软件或策略会拒绝它不认识的程序。",
    remedy: "请让管理员允许你编译的程序。“健康检查”页会说明是什么阻止了它们。",
  },
  "UPGO-PLAN-MOVED": {
    title: "制定计划之后，这台电脑的状态有变化",
    machine: "已解压的工具链可能会保留，供下一个计划使用。",
    remedy: "请查看新计划。",
  },
  "UPGO-PLAN-UNFINISHED": {
    title: "更改失败，且未能完全恢复之前的状态",
    machine: "部分更改仍然有效，但 Go 始终可以正常使用。",
    remedy: "选择“重新检查”，Upgo 会继续恢复。",
  },
  "UPGO-UNDO-BLOCKED": {
    title: "无法撤销此更改",
    remedy: "历史记录会显示之后的更改。",
  },
  "UPGO-UNDO-PARTIAL": {
    title: "要撤销的更改之后又有其他更改",
    machine: "只撤销该更改的剩余部分，之后的更改保持不变。",
    remedy: "无需任何操作。",
  },
  "UPGO-PATH-REFUSED": {
    title: "未编辑 PATH：这样做不安全或不被允许",
    machine: "PATH 保持不变。",
    remedy: "请移除不需要的条目，或在 PATH 编辑器中添加该文件夹。",
  },
  "UPGO-PROFILE-LEFT": {
    title: "未编辑 Shell 配置文件",
    machine: "其余更改不受影响。",
    remedy: "请自行编辑该文件，或取得其所有权并设为可写，然后重试。",
  },
  "UPGO-PATH-LEFT": {
    title: "新终端找不到 Go，因为 PATH 由你自行管理",
    machine: "更改已完成。",
    remedy: "请将 Upgo 的文件夹放在 PATH 的最前面。",
  },
  "UPGO-ENV-UNHEARD": {
    title: "通知资源管理器环境已更改时，它没有响应",
    machine: "更改已完成。从“开始”菜单或任务栏打开的终端可能仍使用旧的环境。",
    remedy: "如果新终端找不到 go，请注销后重新登录，或重启资源管理器。",
  },
  "UPGO-ENV-REFUSED": {
    title: "无法安全地编辑变量",
    machine: "变量保持不变。",
    remedy: "请在设置它的位置更改。",
  },
  "UPGO-ENV-GOROOT": {
    title: "已设置 GOROOT",
    machine: "每个 Go 都会使用该文件夹中的工具，版本不同的 Go 会因此失败。",
    remedy: "请将其删除。Go 会自行找到所在文件夹。",
  },
  "UPGO-ENV-HIDDEN": {
    title: "某个值不起作用",
    machine: "通常是另一个值优先生效。没有任何损失。",
    remedy: "请删除另一个值，或保持现状。",
  },
  "UPGO-VERIFY-SIGNER": {
    title: "安装包的签名者不是预期的发布者",
    machine: "尚未安装。",
    remedy: "请勿使用此文件。请从官方来源重新下载。",
  },
  "UPGO-ELEVATE-REFUSED": {
    title: "管理员确认被拒绝",
    remedy: "请重试，并在提示中选择“是”。",
  },
  "UPGO-ELEVATE-FAILED": {
    title: "需要管理员权限的步骤失败",
    remedy: "请重试。如果仍然失败，请在以管理员身份打开的终端中执行。",
  },
  "UPGO-ELEVATE-LIST": {
    title: "Upgo 不会代标准用户以管理员身份执行此操作",
    remedy: "请使用 Windows 自带的设置，例如“环境变量”。",
  },
  "UPGO-ELEVATE-UNATTENDED": {
    title: "无人值守运行不显示管理员权限提示",
    remedy: "请重试。",
  },
  "UPGO-MSI-FAILED": {
    title: "Windows Installer 操作失败",
    remedy: "请查看详细信息中列出的日志，然后重试。",
  },
  "UPGO-MSI-BUSY": {
    title: "另一个安装程序正在运行",
    remedy: "请等它结束后重试。",
  },
  "UPGO-MSI-POLICY": {
    title: "这台电脑上的策略阻止了安装",
    remedy: "请联系管理员，或使用由 Upgo 管理的 Go，它不需要安装程序。",
  },
  "UPGO-MSI-PACKAGE": {
    title: "Windows Installer 无法使用此安装包",
    remedy: "请从官方来源重新下载。",
  },
  "UPGO-MSI-RESTART": {
    title: "需要重新启动 Windows 才能完成",
    machine: "其他操作均已完成。",
    remedy: "请在方便时重新启动 Windows。",
  },
  "UPGO-SYSTEM-MISSING": {
    title: "这台电脑上没有由官方安装程序安装的系统 Go",
    remedy: "可以在“版本”页安装。",
  },
  "UPGO-SYSTEM-UNSECURED": {
    title: "系统 Go 的安装包未知",
    machine: "失败后 Upgo 无法恢复它。",
    remedy: "请在 Windows 设置中卸载它，或让 Upgo 的 Go 优先。",
  },
  "UPGO-SYSTEM-UNFINISHED": {
    title: "对系统 Go 的更改被中断",
    machine: "完成之前它可能不可用。Upgo 保留了旧版本的安装包。",
    remedy: "请在“版本”页修复，一次管理员确认即可恢复旧版本。",
  },
  "UPGO-HOME-DAMAGED": {
    title: "Upgo 自己的某个文件已损坏",
    remedy: "请重试，Upgo 会自行隔离大多数损坏的文件。如果问题仍在，请将该文件移出此文件夹。",
  },
  "UPGO-HOME-ONLY-READ": {
    title: "Upgo 对其数据文件夹只读不写，因为无法确定其中的内容只由你决定",
    machine: "其中的设置不会生效，其中的 Go 不会被启动，也不会更改其中的任何内容。",
    remedy: "请为 Upgo 的数据选择一个属于你自己的文件夹，然后重新启动 Upgo。",
  },
  "UPGO-HOME-FOREIGN": {
    title: "Upgo 的数据文件夹不是由 Upgo 创建的，或者其中有链接",
    machine: "Upgo 会自行删除其文件夹中的文件，因此只使用自己创建的文件夹。",
    remedy: "请为 Upgo 的数据选择一个空文件夹，然后重新启动 Upgo。",
  },
  "UPGO-AUDIT-LOG-WRITE": {
    title: "无法写入审核日志",
    machine: "此计算机的策略要求记录每项更改，因此在能够写入之前 Upgo 不会进行任何更改。",
    remedy: "请检查磁盘以及消息中的文件夹，然后重试。",
  },
  "UPGO-AUDIT-LOG-DAMAGED": {
    title: "审核日志的一部分与其哈希值不符",
    machine: "它被磁盘故障或人为更改。其他记录不受影响。",
    remedy: "请将审核日志与副本进行比较。",
  },
  "UPGO-RECOVERED": {
    title: "一次中断的更改已完成或还原",
    machine: "Go 正常运行，没有任何损失。",
    remedy: "历史记录会显示所做的操作。",
  },
  "UPGO-SELF-FOREIGN": {
    title: "这个 Upgo 版本不适用于当前程序",
    machine: "其格式不同、面向其他系统，或者安装包不完整。",
    remedy: "请使用安装程序安装最新的 Upgo。",
  },
  "UPGO-SELF-IMPLAUSIBLE": {
    title: "Upgo 最新版本的说明中有目前不可能的日期或版本",
    machine: "可能是这台电脑的时钟不准，也可能是说明有误。除了其中吊销的密钥，Upgo 不采用说明中的任何内容。",
    remedy: "请检查这台电脑的日期，然后稍后重试。",
  },
  "UPGO-SELF-MANAGED": {
    title: "Upgo 在这里不会自行更新",
    remedy: "请按照安装 Upgo 时所用的方式进行更新。",
  },
  "UPGO-SELF-OLDER": {
    title: "收到的 Upgo 版本说明比以前读取过的还旧",
    machine: "网络中可能有某个环节隐瞒了更新的版本。",
    remedy: "请稍后重试，或换一个网络。",
  },
  "UPGO-SELF-SIGNATURE": {
    title: "Upgo 最新版本的说明没有受信任密钥的签名",
    machine: "服务器或代理可能返回了其他内容。当前的 Upgo 保持不变。",
    remedy: "请稍后重试，或换一个网络。",
  },
  "UPGO-SELF-STALE": {
    title: "Upgo 最新版本的说明已超过半年",
    machine: "可能没有更新的版本，也可能是网络中有某个环节隐瞒了它。",
    remedy: "请在 Upgo 的网站上查看是否有新版本。",
  },
  "UPGO-SELF-TRIAL": {
    title: "新的 Upgo 无法在这台电脑上运行",
    machine: "当前的 Upgo 保留。",
    remedy: "请查看详细信息，新程序可能被杀毒软件或策略阻止。",
  },
  "UPGO-NOTIFY": {
    title: "无法显示通知",
    machine: "其他功能不受影响。",
    remedy: "请在系统设置中允许 Upgo 的通知，然后重试。",
  },
  "UPGO-CACHE-REFUSED": {
    title: "无法安全地清理 Go 的缓存",
    machine: "go 命令会删除 GOMODCACHE 指向的整个文件夹，所以 Upgo 会先检查它。",
    remedy: "请将 GOCACHE 或 GOMODCACHE 设为只存放缓存的文件夹，或自行运行 `go clean` 清理。",
  },
  "UPGO-CACHE-CLEAN": {
    title: "Go 的缓存没有清理干净",
    machine: "已删除的内容不会恢复；Go 会重新构建或下载。",
    remedy: "请关闭正在使用缓存的程序，然后重试。",
  },
  "UPGO-CACHE-COST": {
    title: "缓存中的内容可能无法重新获取",
    machine: "在 Go 能够下载之前，需要这些内容的项目无法构建。",
    remedy: "如果要在没有网络时构建，请保留模块缓存。",
  },
  "UPGO-CANCELLED": {
    title: "已取消",
    machine: "中断的下载下次会继续。",
    remedy: "重试即可继续。",
  },
  "UPGO-DEADLINE": {
    title: "无人值守运行已超过时限",
    machine: "中断的下载下次会继续。",
    remedy: "重试即可继续。",
  },
};

export const problems: typeof english = {
  codes,
  claims,
  remedies,
  didNotWork: "操作没有成功",
  whatWentWrong: "出了什么问题",
  machineNow: "电脑的当前状态",
  whatToDo: "你可以做什么",
  runs: (version) => `${version} 正常运行`,
  runsUnchanged: (version) => `${version} 正常运行，PATH 未改变`,
  noneRuns: "新终端找不到 Go",
  freed: (size) => `已释放 ${size}`,
  because: "：",
  code: "代码",
  detail: { code: "代码", error: "错误", cause: "原因", program: "Upgo", system: "系统", change: "更改", time: "时间" },
};
