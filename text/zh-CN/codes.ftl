### The error codes: what happened, what else is known (.means), what to do in the terminal (.next), and what to do
### in the window if that differs (.window). docs/errors.md is made from them.

UPGO-OTHER = 出现了意外问题
    .next = 请重试。如果问题仍然出现，请附上详细信息报告。

UPGO-USAGE = 请求或其中的某个值无效
    .next = 运行 `upgo help` 可查看命令及其选项。
    .window = 复制详细信息并报告。

UPGO-REMOVE-CURRENT = 此版本正在使用
    .next = 请先切换到其他版本，或加上 --force。
    .window = 请先使用其他版本，再移除它。

UPGO-SETTING-INVALID = 某项设置或其值无效
    .means = 将继续使用上一个有效值。
    .next = 运行 `upgo settings list` 可查看各项设置及其值。
    .window = 请在设置中选择其他值。

UPGO-SETUP-INVALID = 配置文件无效
    .next = 请改正该行，或用 `upgo setup export FILE` 重新导出文件。
    .window = 请改正文件中的该行，或重新导出文件。

UPGO-SETUP-LEFT-OUT = 某些内容不在配置文件中
    .means = 另一台电脑上不会有这些内容。
    .next = 如果另一台电脑需要，请在那里自行设置。

UPGO-SETUP-CAUTION = 配置文件会决定运行哪些程序，或校验哪些内容
    .means = 这将由文件的作者替你决定。
    .next = 请仅在信任文件作者时应用该文件。

UPGO-POLICY-VERSION = 组织的策略不允许此版本
    .next = 请选择其他版本。运行 `upgo policy` 可查看规则。
    .window = 请选择其他版本，或联系管理员。

UPGO-POLICY-SETTING = 此设置由你的组织管理
    .next = 请联系管理员。运行 `upgo policy` 可查看受管理的设置。
    .window = 请联系管理员更改策略。

UPGO-POLICY-MALFORMED = 组织的策略中有一部分无效
    .means = 将按更安全的方式处理。
    .next = 请联系管理员更正。运行 `upgo policy` 可查看全部内容。
    .window = 请联系管理员更正策略。

UPGO-BACKGROUND-UNSUPPORTED = 这台电脑不支持此后台方式
    .means = 后台方式保持不变。
    .next = 请选择其他方式：`upgo background tray`、`scheduled` 或 `off`。
    .window = 请在设置中选择其他方式。

UPGO-BACKGROUND-OFF = 登录时启动已在系统设置中关闭
    .means = 后台方式保持不变。以你在系统设置中的选择为准。
    .next = 请在任务管理器的“启动应用”中启用 Upgo，然后重试。

UPGO-BACKGROUND-TASK-OFF = 每小时检查任务已在任务计划程序中禁用
    .means = 后台方式保持不变。以你在任务计划程序中的选择为准。
    .next = 请在任务计划程序的 Upgo 文件夹中启用该任务，然后重试。

UPGO-BACKGROUND-FAILED = 系统拒绝更改自动启动项
    .means = 设置页面和 `upgo background` 会显示当前生效的方式。
    .next = 请重试。如果问题仍然出现，请附上详细信息报告。

UPGO-NET-OFFLINE = 无法连接服务器
    .next = 请检查网络连接或代理，然后重试。

UPGO-NET-TLS = 与服务器的安全连接失败
    .means = 代理或杀毒软件可能正在拦截连接。
    .next = 请把颁发者的证书添加到系统中，或在 Upgo 的设置中用 ca-file 指定它。
    .window = 请检查代理。如果代理会替换证书，请选择其颁发者的证书文件。

UPGO-NET-PROXY = 通过代理的连接失败
    .next = 请检查 HTTPS_PROXY、NO_PROXY 以及系统的代理设置。
    .window = 请检查 Upgo 和系统的代理设置，然后重试。

UPGO-NET-STATUS = 服务器返回了错误或无法使用的响应
    .next = 请稍后重试，或设置其他镜像。

UPGO-NET-FEED = 服务器返回的不是 Go 版本列表
    .means = 响应可能来自登录页面或代理。
    .next = 请在浏览器中打开该地址，按要求登录，然后重试。

UPGO-NET-FEED-OLDER = 官方 Go 版本列表缺少一个已知的版本
    .means = 将继续使用已有数据。网络中可能有某个环节隐瞒了更新的版本。
    .next = 请稍后或换个网络重试。如果之前接受过虚假的列表，运行 `upgo cache reset` 可清除记录。
    .window = 请稍后或换个网络重试。

UPGO-NET-FEED-WITHDRAWN = 自定义的 Go 版本列表缺少它曾列出的版本
    .means = 可能是有意撤下的；否则，你可能会错过修复。
    .next = 请询问该列表的维护者。要清除之前的记录，请运行 `upgo cache reset`。
    .window = 请询问该列表的维护者。

UPGO-NET-VULN = 服务器返回的不是漏洞数据库
    .means = 将继续使用已有数据。
    .next = 请在浏览器中打开该地址，然后重试。

UPGO-VULN-UNKNOWN = 尚无漏洞数据
    .next = 请联网后运行 `upgo check`。如果设置了 UPGO_FEED_URL，还需将 UPGO_VULN_URL 设为数据库的副本。
    .window = 请联网后立即检查。

UPGO-VULN-AVOIDED = 较新的版本存在你当前的 Go 没有的已知漏洞
    .means = 升级不会选择该版本。
    .next = 如仍要安装，请运行 `upgo upgrade --to VERSION`。
    .window = 如仍要安装，请在“版本”中选择它。

UPGO-CLOCK-WRONG = 某台计算机的时钟曾有误
    .means = 将来的时间不计入，因此无法得知该计算机从何时起缺少安全修复。
    .next = 请检查该计算机的日期和时间，并让系统自动设置时间。

UPGO-VULN-OTHER-LINE = 当前 Go 的一个已知漏洞只在其他版本系列中得到修复
    .means = 你选择停留在当前的版本系列，因此只有指定该版本时才会升级到它。
    .next = 要安装它，请运行 `upgo upgrade --to VERSION`。
    .window = 要安装它，请在“版本”中选择它。

UPGO-VERIFY-DIGEST = 文件与官方发布的不一致
    .next = 请重试。如果问题仍然出现，说明来源已损坏或被篡改，请换用其他来源。

UPGO-VERIFY-NO-DIGEST = 此文件没有官方 SHA-256
    .means = Upgo 不安装无法校验的文件。
    .next = 请选择有官方 SHA-256 的版本。如果是自己的文件，请核对其 SHA-256 并用 --sha256 传入。
    .window = 请选择有官方 SHA-256 的版本。

UPGO-VERIFY-NO-MANIFEST = 缺少此版本的文件清单
    .means = Upgo 无法判断其文件是否与官方发布的一致。
    .next = 运行 `upgo verify VERSION --repair` 可根据已校验的压缩包重新生成清单。
    .window = 选择“修复”以重新生成清单。

UPGO-VERIFY-REBUILD = 无法用源代码重新构建此版本
    .means = 无法确定此版本是否由其源代码构建而成。
    .next = 请查看构建输出的最后几行，然后重试。

UPGO-VERIFY-FEEDS = 两份官方版本列表不一致，或列出了不可能存在的版本
    .means = 其中一份可能是伪造的。
    .next = 请稍后或换个网络重试。如果之前接受过虚假的列表，运行 `upgo cache reset` 可清除记录。
    .window = 请稍后或换个网络重试。

UPGO-VERIFY-VULN = 漏洞数据库与之前的内容矛盾，或日期晚于今天
    .means = 将继续使用已有数据。网络中可能有某个环节隐瞒了部分条目。
    .next = 请稍后或换个网络重试。如果之前接受过虚假的数据，运行 `upgo cache reset` 可清除记录。
    .window = 请稍后或换个网络重试。

UPGO-PERMISSION = 拒绝访问文件或文件夹
    .next = 请授予你的帐户访问权限。如果它在 Upgo 的文件夹中，也可以用 UPGO_HOME 指定其他文件夹。
    .window = 请授予你的帐户访问该文件夹的权限，然后重试。

UPGO-PERMISSION-ACCOUNT = Upgo 的文件夹属于另一个帐户
    .means = 否则文件会归错误的帐户所有。
    .next = 请以你自己的身份启动 Upgo，不要使用管理员权限。

UPGO-HOME-ONLY-READ = Upgo 对其数据文件夹只读不写，因为无法确定其中的内容只由你决定
    .means = 其中的设置不会生效，其中的 Go 不会被启动，也不会更改其中的任何内容。
    .next = 请将 UPGO_HOME 设为你自己的文件夹。
    .window = 请为 Upgo 的数据选择一个属于你自己的文件夹，然后重新启动 Upgo。

UPGO-HOME-FOREIGN = Upgo 的数据文件夹不是由 Upgo 创建的，或者其中有链接
    .means = Upgo 会自行删除其文件夹中的文件，因此只使用自己创建的文件夹。
    .next = 请将 UPGO_HOME 设为一个空文件夹。
    .window = 请为 Upgo 的数据选择一个空文件夹，然后重新启动 Upgo。

UPGO-REHEARSAL-BREAKS = 你的某个项目无法在新的 Go 上正常工作
    .next = 运行 `upgo history` 查找更改的编号；例如，`upgo rehearse --change 12` 会显示第 12 次更改中出了什么问题。
    .window = 操作记录会显示出错的地方。如果仍要升级，请安装该版本并使用它。

UPGO-REHEARSAL-LIMITED = 部分试编译无法进行
    .means = 新的 Go 是否影响这一部分尚不清楚。
    .next = 请排除原因，然后再次运行 `upgo rehearse`。
    .window = 请排除原因，然后重试。

UPGO-HOOK-FAILED = 某个挂钩程序阻止或还原了更改
    .next = 运行 `upgo history --hooks` 可查看挂钩程序的输出。请排除原因，然后重试。
    .window = 操作记录中有该挂钩程序的输出。请排除原因，然后重试。

UPGO-HOOK-REFUSED = 此更改设有挂钩程序，但在这里不会运行
    .means = 挂钩程序的权限不会高于你的其他程序，也不能启动本身设有挂钩程序的更改。
    .next = 请以你自己的身份运行该命令，不要使用管理员权限。
    .window = 请不要以管理员身份启动 Upgo，然后重试。

UPGO-BUSY = 另一个进程正在进行有冲突的更改
    .means = 此操作没有执行，以免干扰另一个进程。
    .next = 请等它完成后重试。

UPGO-FILE-BUSY = 另一个程序正在占用文件
    .next = 请关闭该程序，然后重试。

UPGO-GO-MANAGED = 这个 Go 由其他程序管理
    .next = 请用安装它的程序移除。或者保留它，并安装 Upgo 自己的 Go：`upgo install latest --use`。
    .window = 请用安装它的程序移除，或将其保留：Upgo 的 Go 在 PATH 中排在前面。

UPGO-GO-UNMANAGED = 正在使用的 Go 已是最新，但不由 Upgo 管理
    .means = 在有更新的版本之前，不会下载任何内容。
    .next = 运行 `upgo list` 可查看它由什么安装。如果没有其他程序管理它，可以用 `upgo adopt` 交给 Upgo 管理。
    .window = “版本”会显示它由什么安装，以及能否交给 Upgo 管理。

UPGO-VERSION-UNKNOWN = 此版本不存在，或在这台电脑上不可用
    .next = 运行 `upgo list --available` 可查看可安装的版本。
    .window = 请选择一个可安装的版本。

UPGO-VERSION-NO-FILE = 较新的版本没有适用于这台电脑的文件
    .means = 升级不会选择该版本。
    .next = 如果列表来自镜像，请在镜像中补上该文件；否则请稍后重试，Upgo 每次检查都会查看。Go 也可能已不再支持此平台。

UPGO-VERSION-NOT-INSTALLED = 此版本尚未安装
    .next = 请运行 `upgo install VERSION --use`。
    .window = 请先安装它。

UPGO-VERSION-DAMAGED = 已安装的版本已损坏
    .means = 它的某个程序被移除或更改了，可能是杀毒软件所为。
    .next = 请运行 `upgo verify VERSION --repair`。
    .window = 请选择“修复”。

UPGO-VERSION-SYSTEM = 此系统无法运行此版本
    .next = 请选择较旧的版本。运行 `upgo list --available --channel all` 可查看这里能运行哪些版本。
    .window = 请选择较旧的版本。

UPGO-TERMINAL = 无法打开终端
    .next = 请把环境变量 TERMINAL 设为你的终端程序的名称，或安装一个终端程序。

UPGO-COMMAND = 无法启动命令或 shell
    .means = 它没有运行。
    .next = 请检查它的名称，并确认它已安装。

UPGO-DISK-FULL = 磁盘空间不足
    .next = 请释放一些空间，例如运行 `upgo remove --unused`、`upgo cache clean` 或 `upgo cache clean-go build`。
    .window = 请移除不用的版本、清理 Go 的缓存或释放一些空间，然后重试。

UPGO-DISK-FAILED = 无法读取或写入文件
    .next = 请检查磁盘和文件夹，然后重试。

UPGO-ARCHIVE-DAMAGED = 无法解压此压缩包
    .next = 请从官方来源重新下载。

UPGO-ARCHIVE-HOSTILE = 压缩包中有不安全的条目
    .means = 其中的内容均未保留。
    .next = 请勿使用此文件。

UPGO-ACTIVE-OTHER = 新终端可能运行另一个 Go，或找不到 Go
    .means = 更改已完成，没有任何损失。
    .next = 运行 `upgo why` 可查看哪个 Go 排在最前。
    .window = 请查看哪个 Go 在 PATH 中排在最前。

UPGO-GO-MISSING = 没有可运行的 Go
    .next = 请运行 `upgo install latest --use`。
    .window = 请安装一个版本。

UPGO-GO-TOO-OLD = 此处运行的 Go 比项目需要的版本旧
    .means = 此处可以运行 go version，但 go build 等命令会失败。
    .next = 请安装项目需要的 Go 版本，或将 GOTOOLCHAIN 设为 auto，让 Go 自行下载。

UPGO-GO-SETTING = 某项 Go 设置的值无效
    .means = 更正之前，Go 命令会失败。
    .next = 请更正该值；运行 `upgo why` 可查看它在哪里设置。
    .window = 请更正该值。

UPGO-GO-TOOLCHAIN-LINE = 指定的工具链名称无效
    .means = 更正之前，Go 命令会失败。
    .next = 请使用正式的版本名称，例如 go1.27.3。

UPGO-GO-TOOLCHAIN-MISSING = Go 无法获取所需的工具链
    .means = 在它可用之前，Go 命令会失败。
    .next = 请运行 `upgo install VERSION`，之后 Go 就能在 PATH 中找到它。
    .window = 请安装它，之后 Go 就能找到。

UPGO-GO-TOOLCHAIN-OTHER = 某个程序以工具链命名，但实际是另一个版本
    .means = Go 会发现版本不符并停止。
    .next = 请移除该程序，或安装与其名称相符的工具链。

UPGO-GO-MOD = Go 不接受 go.mod 或 go.work
    .means = 此处可以运行 go version，但 go build 等命令会失败。
    .next = 请更正该文件。

UPGO-GO-WORK = 工作区与其模块不匹配
    .means = 此处可以运行 go version，但 go build 等命令会失败。
    .next = 请运行 go work use，或设置 GOWORK=off 以忽略工作区。

UPGO-GO-ROOT = GOROOT 与正在运行的 Go 不匹配
    .means = 构建会失败，例如出现 `compile: version … does not match go tool version …`。
    .next = 请删除 GOROOT。Go 会自行找到所在文件夹。

UPGO-PROJECT-UNREAD = 无法确定项目导入了哪些包
    .means = 无法确定漏洞是否影响该项目。
    .next = 请在其文件夹中运行 `go list ./...`，查看缺少什么。

UPGO-PROJECT-EDIT = Upgo 无法编辑项目中的文件
    .means = 项目要求的 Go 保持不变。
    .next = 请检查消息中提到的文件，或自行编辑。

UPGO-PROJECT-LEFT-OUT = 更改中略过了一个项目
    .means = 它保持不变。
    .next = 要查看完整输出，请重新试编译（可能需要几分钟）：`upgo rehearse VERSION PROJECT`。
    .window = 请在“项目”中查看试编译的结果。

UPGO-PROJECT-STAYS = 仍有文件要求较旧的 Go
    .means = 在修改该行之前，服务器上的构建或 Go 本身可能拒绝该项目。
    .next = 请自行编辑该行，并用 `upgo projects --exit-code` 检查。
    .window = 请自行编辑该行。

UPGO-PIN-MINIMUM = 项目仍使用更新的 Go
    .means = toolchain 行指定的是可用的最低 Go 版本，Go 不会切换到更旧的版本。
    .next = 要在终端中使用该版本，请运行 `upgo shell VERSION`。
    .window = 请在“版本”中用该版本打开终端。

UPGO-PIN-UNREAD = Go 本身不会使用此固定版本
    .means = 只有版本管理器会读取指定项目 Go 版本的那个文件。
    .next = 请安装该版本管理器，或添加 `toolchain` 行：`go get toolchain@go1.27.3`（换成你的版本）。
    .window = 请安装该版本管理器，或在 go.mod 中添加 toolchain 行。

UPGO-PROJECT-FILE = 无法读取项目或其中的文件
    .means = Upgo 不知道它要求哪个 Go。
    .next = 请检查它是否存在，以及此帐户能否读取它。

UPGO-TOOL-UNKNOWN = 没有用 go install 安装过该名称的程序
    .next = 运行 `upgo tools` 可查看这些程序。
    .window = 请在“版本”页选择一个程序。

UPGO-TOOL-REFUSED = Upgo 无法重新构建或更新该程序
    .means = 程序保持不变。
    .next = 请按原来的方式构建。

UPGO-TOOL-BUILD = 程序重新构建或更新失败
    .means = 旧的程序保持不变。
    .next = 请查看 Go 的输出。如果需要该程序的较新版本：go install PACKAGE@latest。如果其模块已不存在，请保留旧程序。

UPGO-CACHE-REFUSED = 无法安全地清理 Go 的缓存
    .means = go 命令会删除 GOMODCACHE 指向的整个文件夹，所以 Upgo 会先检查它。
    .next = 请将 GOCACHE 或 GOMODCACHE 设为只存放缓存的文件夹，或自行运行 `go clean` 清理。

UPGO-CACHE-CLEAN = Go 的缓存没有清理干净
    .means = 已删除的内容不会恢复；Go 会重新构建或下载。
    .next = 请关闭正在使用缓存的程序，然后重试。

UPGO-CACHE-COST = 缓存中的内容可能无法重新获取
    .means = 在 Go 能够下载之前，需要这些内容的项目无法构建。
    .next = 如果要在没有网络时构建，请保留模块缓存。

UPGO-CACHE-LEFT = Go 不再使用的文件夹没有删除
    .means = 它只是占用空间。
    .next = 确定 Go 不会再使用该文件夹之后，请自行删除。

UPGO-MEASURE = 无法测量构建用时
    .next = 请检查 `go build` 在这里能否工作，然后重试。

UPGO-SMOKE-FAILED = 新的工具链未通过测试
    .means = 旧的 Go 保留。
    .next = 请查看详细信息。可能是杀毒软件或策略阻止了工具链。

UPGO-PROGRAM-BLOCKED = 这台电脑不启动 Go 在此编译的程序
    .means = Go 本身可以使用。杀毒软件或策略会拒绝它不认识的程序。
    .next = 请让管理员允许你编译的程序。运行 `upgo doctor` 可查看是什么阻止了它们。
    .window = 请让管理员允许你编译的程序。“检查结果”会说明是什么阻止了它们。

UPGO-PLAN-MOVED = 制定计划之后，这台电脑的状态有变化
    .means = 已解压的工具链可能会保留，供下一个计划使用。
    .next = 请查看新计划，然后重试。

UPGO-PLAN-UNFINISHED = 更改失败，且未能完全恢复之前的状态
    .means = 部分更改仍然有效，但 Go 始终可以正常使用。
    .next = 请运行 `upgo status`，它会继续恢复之前的状态。
    .window = 选择“重新检查”，Upgo 会继续恢复。

UPGO-CHANGE-REPLACED = 之后的更改取代了仍在进行的更改
    .means = 使用哪个 Go 由之后的更改决定。没有还原任何内容。
    .next = 运行 `upgo history` 可查看这两次更改。
    .window = 操作记录中有这两次更改。

UPGO-UNDO-BLOCKED = 无法撤销此更改
    .next = 运行 `upgo history` 可查看各次更改及其状态。
    .window = 操作记录会显示之后的更改。

UPGO-UNDO-PARTIAL = 要撤销的更改之后又有其他更改
    .means = 只撤销该更改的剩余部分，之后的更改保持不变。
    .next = 运行 `upgo env` 可查看当前的设置。
    .window = 无需任何操作。

UPGO-PATH-REFUSED = 未编辑 PATH：这样做不安全或不被允许
    .means = PATH 保持不变。
    .next = 请自行添加该文件夹，或先缩短 PATH。
    .window = 请移除不需要的条目，或在 PATH 编辑器中添加该文件夹。

UPGO-PROFILE-LEFT = 未编辑 shell 启动文件
    .means = 其余更改不受影响。
    .next = 请自行编辑该文件，或取得其所有权并设为可写，然后重试。

UPGO-PATH-LEFT = 新终端找不到 Go，因为 PATH 由你自行管理
    .means = 更改已完成。
    .next = 请将 Upgo 的文件夹放在 PATH 的最前面。运行 `upgo status` 可查看新终端会找到哪个 Go。
    .window = 请将 Upgo 的文件夹放在 PATH 的最前面。

UPGO-ENV-UNHEARD = 通知资源管理器环境已更改时，它没有响应
    .means = 更改已完成。从“开始”菜单或任务栏打开的终端可能仍使用旧的环境。
    .next = 如果新终端找不到 go，请注销后重新登录，或重启资源管理器。

UPGO-ENV-REFUSED = 无法安全地编辑变量或设置文件
    .means = 它保持不变。
    .next = 请运行 `upgo env`，并在设置该变量的位置更改它。
    .window = 请在设置它的位置更改。

UPGO-ENV-GOROOT = 已设置 GOROOT
    .means = 每个 Go 都会使用该文件夹中的工具，版本不同的 Go 会因此失败。
    .next = 请运行 `upgo env unset GOROOT`。Go 会自行找到所在文件夹。
    .window = 请将其删除。Go 会自行找到所在文件夹。

UPGO-ENV-HIDDEN = 环境变量中的某个值不起作用
    .means = 通常是另一个值优先生效。没有任何损失。
    .next = 运行 `upgo env` 可查看哪个值生效。
    .window = 请删除另一个值，或保持现状。

UPGO-ELEVATE-REFUSED = 管理员确认被拒绝
    .next = 请重试，并在提示中选择“是”。Upgo 的大多数操作不需要管理员权限。

UPGO-ELEVATE-FAILED = Upgo 的管理员进程失败
    .next = 请重试。如果仍然失败，请在以管理员身份打开的终端中执行。

UPGO-ELEVATE-LIST = Upgo 不会代标准用户以管理员身份执行此操作
    .next = 请使用 Windows 自带的设置，例如“环境变量”。

UPGO-ELEVATE-UNATTENDED = 无人值守运行不显示管理员权限提示
    .next = 请在管理员终端中或以系统帐户运行该命令，或去掉 --unattended。
    .window = 请重试。

UPGO-VERIFY-UNPROVEN = Go 校验和数据库无法确认此版本
    .means = 仅由版本列表确认。
    .next = 请稍后或换个网络重试，或加上 --without-proof，仅以版本列表为准。
    .window = 请稍后或换一个网络重试，或者不经独立验证直接安装。

UPGO-VERIFY-CONTRADICTS = Go 校验和数据库与下载内容矛盾，或自相矛盾
    .means = 要么版本列表及其文件不是来自 Google，要么数据库不是。
    .next = 请勿安装。请换一个网络重试。如果问题仍然出现，请向 https://go.dev/security/policy 报告。

UPGO-VERIFY-SIGNATURE = 压缩包的签名无效
    .means = 压缩包不是当初签名的文件，或者签名者不是 Google。
    .next = 请勿安装。请换一个来源重试。如果问题仍然出现，请向 https://go.dev/security/policy 报告。

UPGO-VERIFY-SIGNER = 安装包的签名者不是预期的发布者
    .means = 尚未安装。
    .next = 请勿使用此文件。请从官方来源重新下载。

UPGO-MSI-FAILED = Windows Installer 操作失败
    .next = 请查看详细信息中列出的日志，然后重试。

UPGO-MSI-BUSY = 另一个安装程序正在运行
    .next = 请等它结束后重试。

UPGO-MSI-POLICY = 这台电脑上的策略阻止了安装
    .next = 请联系管理员，或运行 `upgo install latest --use`，它不需要安装程序。
    .window = 请联系管理员，或使用由 Upgo 管理的 Go，它不需要安装程序。

UPGO-MSI-PACKAGE = Windows Installer 无法使用此安装包
    .next = 请从官方来源重新下载。

UPGO-MSI-RESTART = 需要重新启动 Windows 才能完成
    .means = 其他操作均已完成。
    .next = 请在方便时重新启动 Windows。

UPGO-SYSTEM-MISSING = 这台电脑上没有由官方安装程序安装的系统 Go
    .next = 运行 `upgo system install` 可为所有用户安装，运行 `upgo install latest --use` 则只为你自己安装。
    .window = 可以在“版本”页安装。

UPGO-SYSTEM-UNSECURED = 系统 Go 的安装包未知
    .means = 失败后 Upgo 无法恢复它。
    .next = 请在 Windows 设置中卸载它；或保留它并运行 `upgo env path first --machine`，使 Upgo 的 Go 在 PATH 中排在最前。
    .window = 请在 Windows 设置中卸载它，或让 Upgo 的 Go 优先。

UPGO-SYSTEM-UNFINISHED = 对系统 Go 的更改被中断
    .means = 完成之前它可能不可用。Upgo 保留了旧版本的安装包。
    .next = 请运行 `upgo system repair` 恢复之前的版本，只需确认一次管理员提示。
    .window = 请在“版本”页修复，一次管理员确认即可恢复旧版本。

UPGO-HOME-DAMAGED = Upgo 自己的某个文件已损坏
    .next = 请将该文件移到其他文件夹，然后重试。
    .window = 请重试，Upgo 会自行隔离大多数损坏的文件。如果问题仍在，请将该文件移出此文件夹。

UPGO-AUDIT-LOG-WRITE = 无法写入审核日志
    .means = 此计算机的策略要求记录每项更改，因此在能够写入之前 Upgo 不会进行任何更改。
    .next = 请检查磁盘以及消息中的文件夹，然后重试。

UPGO-AUDIT-LOG-DAMAGED = 审核日志的一部分与其哈希值不符
    .means = 磁盘故障或人为修改改变了它。其他记录不受影响。
    .next = 运行 `upgo log audit verify` 可查看是哪些行，并请与副本进行比较。
    .window = 请将审核日志与副本进行比较。

UPGO-SELF-MANAGED = Upgo 在这里不会自行更新
    .next = 运行 `upgo self check` 可查看由谁更新以及如何更新。
    .window = 请按照安装 Upgo 时所用的方式进行更新。

UPGO-SELF-SIGNATURE = Upgo 最新版本的说明没有受信任密钥的签名
    .means = 服务器或代理可能返回了其他内容。当前的 Upgo 保持不变。
    .next = 请稍后或换个网络重试。如果仍然出现，请从网站安装最新的 Upgo。
    .window = 请稍后重试，或换一个网络。

UPGO-SELF-OLDER = 收到的 Upgo 版本说明比以前读取过的还旧
    .means = 网络中可能有某个环节隐瞒了更新的版本。
    .next = 请稍后或换个网络重试。如果之前接受过虚假的说明，运行 `upgo cache reset` 可清除记录。
    .window = 请稍后重试，或换一个网络。

UPGO-SELF-IMPLAUSIBLE = Upgo 最新版本的说明中有不可能的日期或版本
    .means = 可能是这台电脑的时钟不准，也可能是说明有误。除了其中吊销的密钥，Upgo 不采用说明中的任何内容。
    .next = 请检查这台电脑的日期，稍后重试。

UPGO-SELF-STALE = Upgo 最新版本的说明已超过半年
    .means = 可能没有更新的版本，也可能是网络中有某个环节隐瞒了它。
    .next = 请在 Upgo 的网站上查看是否有新版本。

UPGO-SELF-FOREIGN = 这个 Upgo 版本不适用于当前程序
    .means = 其格式不同、面向其他系统，或者安装包不完整。
    .next = 请使用安装程序安装最新的 Upgo。

UPGO-SELF-TRIAL = 新的 Upgo 无法在这台电脑上运行
    .means = 当前的 Upgo 保留。
    .next = 请查看详细信息。可能是杀毒软件或策略阻止了新程序。

UPGO-NOTIFY = 无法显示通知
    .means = 其他功能不受影响。
    .next = 请在系统设置中允许 Upgo 的通知，然后重试。

UPGO-RECOVERED = 一次中断的更改已完成或还原
    .means = Go 正常运行，没有任何损失。
    .next = 运行 `upgo history` 可查看所做的操作。
    .window = 操作记录会显示所做的操作。

UPGO-CANCELLED = 已取消
    .means = 中断的下载下次会继续。
    .next = 再次运行该命令即可继续。
    .window = 重试即可继续。

UPGO-DEADLINE = 无人值守运行已超过时限
    .means = 中断的下载下次会继续。
    .next = 再次运行该命令即可继续；如果时间太短，请用 --deadline 设定更晚的时限。
    .window = 重试即可继续。
