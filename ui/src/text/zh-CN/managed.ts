import type { managed as english } from "../en/managed";

export const managed: typeof english = {
  badge: "受管理",
  by: "由你的组织管理",
  contact: "：",
  contactIs: "联系方式：",
  sources: {
    machineRegistry: "此电脑的策略（注册表）",
    userRegistry: "你的帐户的策略（注册表）",
    file: "此电脑的策略（文件）",
  },
  malformed: "策略中的此项值无效。更正之前，Upgo 采用更安全的设置。",
  none: "无",

  settings: "部分设置由你的组织管理",
  settingsLine: "这些设置无法在此处更改，请联系管理员。",

  badges: {
    blocked: "已阻止",
    notAllowed: "不允许",
    wanted: "不允许",
    locked: "暂缓",
    notApproved: "暂缓",
    malformed: "暂缓",
    ring: "暂缓",
  },
  withheld: {
    blocked: (version) => `你的组织阻止使用 ${version}`,
    notAllowed: (version) => `你的组织不允许使用 ${version}`,
    wanted: (version) => `你的组织要求使用其他版本，而不是 ${version}`,
    locked: (version, date) => `你的组织将 ${version} 推迟到 ${date}`,
    notApproved: (version) => `你的组织尚未批准 ${version}`,
    malformed: (version) => `组织的一条规则无效，因此 ${version} 暂缓提供`,
    ring: (version, date) => `你的组织将 ${version} 推迟到 ${date}`,
  },
  because: {
    locked: "在此之前，新版本需经批准",
    ring: (ring) => `此电脑属于“${ring}”部署环`,
    wanted: (wanted) => `要求的版本：${wanted}`,
  },
  sentence: (words) => `${words}。`,
  fixes: "该版本修复了你正在使用的 Go 中的已知漏洞",
  askAdministrator: "如有疑问，请联系管理员。",

  rings: { canary: "金丝雀", early: "早期", broad: "广泛" },
  ring: (ring) => `部署环：${ring}`,
  ringDays: (days) => (days === 0 ? "新版本发布后，此电脑立即获得" : `新版本发布 ${days} 天后，此电脑才会获得`),

  doubtful: "含无效值",
  policy: "策略",
  values: (count) => `${count} 项策略值`,
  hooks: (count) => `切换前后运行 ${count} 个程序`,

  request: {
    copy: "复制申请（发给管理员）",
    ofSetting: "申请：更改由 Upgo 策略管理的设置",
    ofVersion: (version) => `申请：允许使用被 Upgo 策略限制的 ${version}`,
    ofProblem: "申请：协助处理 Upgo 的策略",
    setting: (title, key) => `设置：${title} (${key})`,
    value: (value) => `策略值：${value}`,
    source: (source) => `设定位置：${source}`,
    reason: (reason) => `Upgo 给出的原因：${reason}`,
    code: (code) => `错误代码：${code}`,
    machine: (upgo, target, system) => `Upgo ${upgo}，${target}，${system}`,
    wish: "我的需求和理由：",
  },

  report: {
    title: "给管理员的报告",
    hint: "生效的策略、此电脑的信息、策略拒绝的操作，以及升级能否成功。报告不会发送到任何地方。密码、用户名和电脑名均已去除。",
    open: "创建报告",
    save: "保存",
  },
};
