import type { Code } from "../../api/bindings";
import type { problems as english, ProblemWords } from "../en/problems";

const nothing = "没有任何更改。";
const takenBack = "更改已撤回。";
const known = "已知的内容继续生效。";
const heldBack = `${known}可能有人在扣留更新的内容。`;
const report = "请稍后重试。如果问题依旧，请报告。";

const codes: Record<Code, ProblemWords> = {
  "UPGO-OTHER": {
    title: "出现了 Upgo 无法归类的问题",
    machine: nothing,
    remedy: "请重试。如果问题依旧，请附上详细信息报告。",
  },
  "UPGO-USAGE": {
    title: "Upgo 没有理解请求",
    machine: nothing,
    remedy: "复制详细信息并报告。",
  },
  "UPGO-REMOVE-CURRENT": {
    title: "此版本正在使用",
    machine: nothing,
    remedy: "请先使用其他版本，再移除它。",
  },
  "UPGO-SETTING-INVALID": {
    title: "某项设置的值无效",
    machine: "上一个有效值继续生效。",
    remedy: "请在设置中选择其他值。",
  },
  "UPGO-BACKGROUND-UNSUPPORTED": {
    title: "此系统不支持这种后台方式",
    machine: "一切保持原样。",
    remedy: "请在设置中选择其他方式。",
  },
  "UPGO-BACKGROUND-OFF": {
    title: "登录时启动已在系统设置中关闭",
    machine: "一切保持原样。以你在系统中的选择为准。",
    remedy: "请在任务管理器的“启动应用”中启用 Upgo，然后重试。",
  },
  "UPGO-BACKGROUND-FAILED": {
    title: "系统拒绝更改自动启动的内容",
    machine: "实际状态以设置页面为准。",
    remedy: "请重试。",
  },
  "UPGO-NET-OFFLINE": {
    title: "无法连接 go.dev",
    machine: nothing,
    remedy: "请检查网络连接或代理，然后重试。",
  },
  "UPGO-NET-TLS": {
    title: "服务器的证书不受此电脑信任",
    machine: `${nothing}可能有代理或杀毒软件在拆解连接。`,
    remedy: "请把颁发者的证书添加到系统，或在设置 ca-file 中指定。",
  },
  "UPGO-NET-PROXY": {
    title: "代理拒绝了连接",
    machine: nothing,
    remedy: "请检查 HTTPS_PROXY、NO_PROXY 和系统的代理设置。",
  },
  "UPGO-NET-STATUS": {
    title: "服务器返回了错误",
    machine: nothing,
    remedy: "请稍后重试，或设置其他镜像。",
  },
  "UPGO-NET-FEED": {
    title: "服务器返回的不是 Go 版本列表",
    machine: `${nothing}可能是登录页面或代理作了答复。`,
    remedy: "请在浏览器中打开 go.dev，需要时登录，然后重试。",
  },
  "UPGO-NET-FEED-OLDER": {
    title: "Go 版本列表缺少已发布的版本",
    machine: heldBack,
    remedy: report,
  },
  "UPGO-NET-VULN": {
    title: "服务器返回的不是漏洞数据库",
    machine: known,
    remedy: "请在浏览器中打开该地址，然后重试。",
  },
  "UPGO-VULN-UNKNOWN": {
    title: "尚无任何漏洞信息",
    machine: nothing,
    remedy: "请在有网络时立即检查。",
  },
  "UPGO-VERIFY-DIGEST": {
    title: "该文件不是官方文件",
    machine: "错误的文件已删除，其中内容从未解压或运行。",
    remedy: "请重试。如果问题依旧，说明来源已损坏或被篡改，请换用其他来源。",
  },
  "UPGO-VERIFY-NO-DIGEST": {
    title: "此文件没有官方 SHA-256",
    machine: `${nothing}Upgo 不安装无法校验的文件。`,
    remedy: "请选择有官方 SHA-256 的版本。",
  },
  "UPGO-VERIFY-NO-MANIFEST": {
    title: "没有解压时的文件清单",
    machine: "无法判断其文件是否与发布时一致。",
    remedy: "修复会重新生成清单。",
  },
  "UPGO-VERIFY-FEEDS": {
    title: "两份官方版本列表不一致",
    machine: `${nothing}其中一份可能是伪造的。`,
    remedy: report,
  },
  "UPGO-VERIFY-VULN": {
    title: "漏洞数据库比之前的更旧",
    machine: heldBack,
    remedy: report,
  },
  "UPGO-VERIFY-UNPROVEN": {
    title: "Go 校验和数据库无法确认此版本",
    machine: `${nothing}只有版本列表为它作证。`,
    remedy: "请在网络允许时重试，或不经证明直接安装。",
  },
  "UPGO-VERIFY-CONTRADICTS": {
    title: "Go 校验和数据库与下载的内容相矛盾",
    machine: `${nothing}列表及其文件，或者数据库，不是来自 Google。`,
    remedy: "请不要安装它。请换一个网络重试，如果问题依旧，请报告。",
  },
  "UPGO-VERIFY-SIGNATURE": {
    title: "压缩包旁的签名不正确",
    machine: `${nothing}压缩包不是被签名的那一个，或者签名者不是 Google。`,
    remedy: "请不要安装它。请换一个网络或来源重试，如果问题依旧，请报告。",
  },
  "UPGO-PERMISSION": {
    title: "没有读写某个文件或文件夹的权限",
    machine: nothing,
    remedy: "请为你的帐户授予该文件夹的权限，然后重试。",
  },
  "UPGO-PERMISSION-ACCOUNT": {
    title: "运行 Upgo 的帐户不是其文件夹的所有者",
    machine: `${nothing}否则文件会归错误的帐户所有。`,
    remedy: "请以你自己的身份启动 Upgo，不要使用管理员权限。",
  },
  "UPGO-BUSY": {
    title: "另一个 Upgo 正在更改同样的内容",
    machine: nothing,
    remedy: "请等它完成后重试。",
  },
  "UPGO-FILE-BUSY": {
    title: "另一个程序正在占用文件",
    machine: takenBack,
    remedy: "请关闭该程序，然后重试。",
  },
  "UPGO-GO-MANAGED": {
    title: "这个 Go 由其他程序管理",
    machine: nothing,
    remedy: "请用安装它的程序卸载，或将其保留：Upgo 的 Go 在 PATH 中排在前面。",
  },
  "UPGO-VERSION-UNKNOWN": {
    title: "没有这个版本",
    machine: nothing,
    remedy: "请选择一个可安装的版本。",
  },
  "UPGO-VERSION-NOT-INSTALLED": {
    title: "此版本尚未安装",
    machine: nothing,
    remedy: "请先安装它。",
  },
  "UPGO-VERSION-SYSTEM": {
    title: "此系统无法运行这个版本",
    machine: nothing,
    remedy: "请选择较旧的版本。",
  },
  "UPGO-DISK-FULL": {
    title: "磁盘空间不足",
    machine: takenBack,
    remedy: "请移除不用的版本或腾出空间，然后重试。",
  },
  "UPGO-DISK-FAILED": {
    title: "无法读取或写入文件",
    machine: takenBack,
    remedy: "请检查磁盘和文件夹，然后重试。",
  },
  "UPGO-ARCHIVE-DAMAGED": {
    title: "无法解压此压缩包",
    machine: nothing,
    remedy: "请从官方来源重新下载。",
  },
  "UPGO-ARCHIVE-HOSTILE": {
    title: "压缩包试图写入不允许的位置",
    machine: `${nothing}其中内容均未保留。`,
    remedy: "请不要使用此文件。",
  },
  "UPGO-ACTIVE-OTHER": {
    title: "新终端运行另一个 Go，或找不到 Go",
    machine: "更改已完成，没有任何损失。",
    remedy: "查看哪个 Go 排在前面。",
  },
  "UPGO-GO-MISSING": {
    title: "没有可运行的 Go",
    machine: nothing,
    remedy: "请安装一个版本。",
  },
  "UPGO-GO-TOO-OLD": {
    title: "此处运行的 Go 比项目需要的版本旧",
    machine: "此处 go version 可用，go build 等命令会停止。",
    remedy: "请使用较新的 Go，或将 GOTOOLCHAIN 设为 auto，让 Go 自行切换。",
  },
  "UPGO-GO-SETTING": {
    title: "Go 的某项设置无法识别",
    machine: "在更正之前，Go 命令会停止。",
    remedy: "请更正该值。",
  },
  "UPGO-GO-TOOLCHAIN-LINE": {
    title: "所要求的工具链名称并不存在",
    machine: "在更正之前，Go 命令会停止。",
    remedy: "请写明一个发行版的名称，例如 go1.27.3。",
  },
  "UPGO-GO-TOOLCHAIN-MISSING": {
    title: "无法获得 Go 要切换到的工具链",
    machine: "在更正之前，Go 命令会停止。",
    remedy: "请安装它，之后 Go 就能找到。",
  },
  "UPGO-GO-TOOLCHAIN-OTHER": {
    title: "某个以工具链命名的程序其实是另一个版本",
    machine: "在更正之前，Go 命令会停止。",
    remedy: "请移除该程序，或安装与其名称相符的工具链。",
  },
  "UPGO-GO-MOD": {
    title: "Go 不接受 go.mod 或 go.work 中的版本声明",
    machine: "此处 go version 可用，go build 等命令会停止。",
    remedy: "请更正该行。",
  },
  "UPGO-GO-WORK": {
    title: "工作区与其模块不一致",
    machine: "此处 go version 可用，go build 等命令会停止。",
    remedy: "请运行 go work use，或设置 GOWORK=off 以不使用工作区。",
  },
  "UPGO-GO-ROOT": {
    title: "GOROOT 指向的不是正在运行的 Go",
    machine: "构建会停止：编译器版本不匹配。",
    remedy: "请删除 GOROOT：Go 会自行找到所在目录。",
  },
  "UPGO-PROJECT-UNREAD": {
    title: "无法得知项目导入了什么",
    machine: nothing,
    remedy: "请在其文件夹中运行 go list ./...。",
  },
  "UPGO-TOOL-UNKNOWN": {
    title: "找不到该工具",
    machine: nothing,
    remedy: "请查看有哪些工具，然后重试。",
  },
  "UPGO-TOOL-REFUSED": {
    title: "Upgo 无法重新构建该工具",
    machine: "它保持原样，仍可使用。",
    remedy: "请按原来的方式重新构建。",
  },
  "UPGO-TOOL-BUILD": {
    title: "该工具无法重新构建",
    machine: "旧的工具保留，仍可使用。",
    remedy: "请查看 Go 的输出：可能需要该工具的较新版本。",
  },
  "UPGO-SMOKE-FAILED": {
    title: "新的 Go 试运行失败",
    machine: `${takenBack}旧的 Go 保留。`,
    remedy: "请查看详细信息：可能被杀毒软件或策略阻止。然后重试。",
  },
  "UPGO-PLAN-MOVED": {
    title: "计划之后电脑有变化",
    machine: nothing,
    remedy: "查看新计划。",
  },
  "UPGO-PLAN-UNFINISHED": {
    title: "未能完全恢复到之前的状态",
    machine: "部分更改仍然保留。Go 可以正常使用。",
    remedy: "刷新后，Upgo 会继续恢复。",
  },
  "UPGO-UNDO-BLOCKED": {
    title: "无法撤销",
    machine: nothing,
    remedy: "历史记录会显示之后的更改。",
  },
  "UPGO-UNDO-PARTIAL": {
    title: "环境变量之后又有更改",
    machine: "只撤回该更改的剩余部分，之后的更改保持不变。",
    remedy: "无需任何操作。",
  },
  "UPGO-PATH-REFUSED": {
    title: "无法安全地编辑 PATH",
    machine: "PATH 保持不变。",
    remedy: "请自行添加该文件夹，或先缩短 PATH。",
  },
  "UPGO-PROFILE-LEFT": {
    title: "未编辑 Shell 的启动文件",
    machine: "其余更改已完成。",
    remedy: "请自行编辑该文件，或将其改为归你所有且可写，然后重试。",
  },
  "UPGO-ENV-REFUSED": {
    title: "无法安全地编辑变量",
    machine: "变量保持不变。",
    remedy: "请在保存它的地方设置。",
  },
  "UPGO-ENV-GOROOT": {
    title: "已设置 GOROOT",
    machine: "每个 Go 都会使用该处的工具，版本不同的 Go 会因此失败。",
    remedy: "请移除它：Go 会自己找到所在的文件夹。",
  },
  "UPGO-ENV-HIDDEN": {
    title: "某个值不起作用",
    machine: "另一个值优先。没有任何损失。",
    remedy: "请移除另一个值，或保持不变。",
  },
  "UPGO-VERIFY-SIGNER": {
    title: "安装包没有 Google 的签名",
    machine: "没有安装它。",
    remedy: "请不要使用此文件，从官方来源重新下载。",
  },
  "UPGO-ELEVATE-REFUSED": {
    title: "管理员确认被拒绝",
    machine: "更改已撤回。",
    remedy: "重试，并在提示中选择“是”。",
  },
  "UPGO-ELEVATE-FAILED": {
    title: "以管理员身份运行的部分没有完成工作",
    machine: "更改已撤回。",
    remedy: "重试。若仍失败，请在以管理员身份打开的终端中执行。",
  },
  "UPGO-ELEVATE-LIST": {
    title: "Upgo 不会以管理员身份执行此操作",
    machine: nothing,
    remedy: "请在以管理员身份打开的终端中执行。",
  },
  "UPGO-MSI-FAILED": {
    title: "Go 安装程序失败",
    machine: "更改已撤回。",
    remedy: "查看所示的日志，然后重试。",
  },
  "UPGO-MSI-BUSY": {
    title: "另一个安装程序正在运行",
    machine: "更改已撤回。",
    remedy: "等它结束后再重试。",
  },
  "UPGO-MSI-POLICY": {
    title: "这台电脑不允许此安装",
    machine: "更改已撤回。",
    remedy: "请联系电脑的管理者，或使用 Upgo 自己的 Go：它不需要安装程序。",
  },
  "UPGO-MSI-PACKAGE": {
    title: "Windows 安装程序无法使用此安装包",
    machine: "更改已撤回。",
    remedy: "从官方来源重新下载。",
  },
  "UPGO-MSI-RESTART": {
    title: "需要重新启动 Windows 才能完成",
    machine: "其他操作均已完成。",
    remedy: "在方便时重新启动 Windows。",
  },
  "UPGO-SYSTEM-MISSING": {
    title: "官方安装程序没有在这里安装 Go",
    machine: nothing,
    remedy: "可以在“版本”中安装。",
  },
  "UPGO-SYSTEM-UNSECURED": {
    title: "不知道系统 Go 的安装包",
    machine: "没有任何更改：若出现问题，将无法恢复。",
    remedy: "请在 Windows 设置中移除它，或让 Upgo 的 Go 优先。",
  },
  "UPGO-SYSTEM-UNFINISHED": {
    title: "更改系统 Go 时被中断",
    machine: "完成之前它可能不可用。Upgo 保留了它的安装包。",
    remedy: "请在“版本”中修复它，一次管理员确认即可恢复旧版本。",
  },
  "UPGO-HOME-DAMAGED": {
    title: "Upgo 自己的某个文件无法识别",
    machine: nothing,
    remedy: "请把该文件移开，然后重试。",
  },
  "UPGO-RECOVERED": {
    title: "一次更改曾中断，现已完成或撤回",
    machine: "Go 正常运行，没有任何损失。",
    remedy: "历史记录会显示做了什么。",
  },
  "UPGO-NOTIFY": {
    title: "无法显示通知",
    machine: nothing,
    remedy: "请在系统设置中允许 Upgo 的通知，然后重试。",
  },
  "UPGO-CANCELLED": {
    title: "已取消",
    machine: `${nothing}中断的下载下次会继续。`,
    remedy: "重试即可继续。",
  },
};

export const problems: typeof english = {
  codes,
  didNotWork: "操作没有成功",
  whatWentWrong: "出了什么问题",
  machineNow: "电脑现在的状态",
  whatToDo: "你可以做什么",
  runs: (version) => `${version} 正常运行`,
  runsUnchanged: (version) => `${version} 正常运行，PATH 未改变`,
  noneRuns: "新终端中没有 Go",
  code: "代码",
  detail: { code: "代码", error: "错误", cause: "原因", program: "Upgo", system: "系统", change: "更改", time: "时间" },
};
