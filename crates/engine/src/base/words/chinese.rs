use super::{ChangeName, Changes, Headlines, Levels, Outcomes, ProofWords, Steps, Words, changes};

pub(super) const WORDS: Words = Words {
    changes: changes! {
        // title, button, doing, done, noun
        download: "下载 {to}", "立即下载", "正在下载 {to}", "已下载 {to}", "下载 {to}";
        install: "安装 {to}", "立即安装", "正在安装 {to}", "已安装 {to}", "安装 {to}";
        install_and_use: "安装并使用 {to}", "立即安装", "正在安装 {to}", "已安装并切换到 {to}", "安装 {to}";
        r#use: "使用 {to}", "立即切换", "正在切换到 {to}", "已切换到 {to}", "切换到 {to}";
        upgrade: "升级到 {to}", "立即升级", "正在升级到 {to}", "已从 {from} 升级到 {to}", "升级到 {to}";
        downgrade: "降级到 {to}", "立即降级", "正在降级到 {to}", "已从 {from} 降级到 {to}", "降级到 {to}";
        undo: "撤销更改", "立即撤销", "正在撤销更改", "已撤销更改", "撤销更改";
        undo_numbered: "撤销更改 {id}", "立即撤销", "正在撤销更改 {id}", "已撤销更改 {id}", "撤销更改 {id}";
        redo_numbered: "撤销更改 {id}，使更改 {origin} 重新生效", "立即撤销", "正在撤销更改 {id}",
            "已撤销更改 {id}（它本身是一次撤销）：更改 {origin} 重新生效", "撤销更改 {id}";
        undo_of_redo: "撤销更改 {id}，再次撤销更改 {origin}", "立即撤销", "正在撤销更改 {id}",
            "已撤销更改 {id}（它本身是一次重做）：更改 {origin} 再次被撤销", "撤销更改 {id}";
        go_back: "回到 {to}", "立即撤销", "正在回到 {to}", "已回到 {to}", "回到 {to}";
        remove: "移除 {names}", "移除 {names}", "正在移除 {names}", "已移除 {names}", "移除 {names}";
        remove_unused: "移除未使用的版本", "移除未使用的版本", "正在移除未使用的版本", "已移除未使用的版本",
            "移除未使用的版本";
        add_to_path: "将 Upgo 添加到 PATH", "添加到 PATH", "正在将 Upgo 添加到 PATH", "已将 Upgo 添加到 PATH",
            "将 Upgo 添加到 PATH";
        environment: "编辑环境变量", "立即应用", "正在编辑环境变量", "已编辑环境变量", "编辑环境变量";
        variables: "编辑 {names}", "立即应用", "正在编辑 {names}", "已编辑 {names}", "编辑 {names}";
        adopt: "让 Upgo 管理 {to}", "让 Upgo 管理", "正在将 {to} 添加到 Upgo", "{to} 现由 Upgo 管理", "接管 {to}";
        import: "导入已有的 Go 版本", "立即导入", "正在导入已有的 Go 版本", "已导入已有的 Go 版本", "导入已有的 Go 版本";
        step_aside: "让 Upgo 的 Go 优先", "让 Upgo 的 Go 优先", "正在让 Upgo 的 Go 优先", "已让 Upgo 的 Go 优先",
            "让 Upgo 的 Go 优先";
        keep_system: "保留系统 Go", "保留系统 Go", "正在保留系统 Go", "已保留系统 Go", "保留系统 Go";
        system_install: "为所有用户安装 {to}", "立即安装", "正在为所有用户安装 {to}", "已为所有用户安装 {to}",
            "为所有用户安装 {to}";
        system_upgrade: "将系统 Go 升级到 {to}", "立即升级", "正在将系统 Go 升级到 {to}",
            "已将系统 Go 从 {from} 升级到 {to}", "将系统 Go 升级到 {to}";
        system_uninstall: "为所有用户卸载 {from}", "立即卸载", "正在为所有用户卸载 {from}", "已为所有用户卸载 {from}",
            "为所有用户卸载 {from}";
        system_repair: "为所有用户修复 {to}", "立即修复", "正在为所有用户修复 {to}", "已为所有用户修复 {to}",
            "为所有用户修复 {to}";
        repair_files: "修复 {to} 的文件", "立即修复", "正在修复 {to} 的文件", "已修复 {to} 的文件", "修复 {to} 的文件";
        rebuild_tools: "重新构建工具", "立即构建", "正在重新构建工具", "已重新构建工具", "重新构建工具";
        rebuild_named: "重新构建 {names}", "立即构建", "正在重新构建 {names}", "已重新构建 {names}",
            "重新构建 {names}";
        update_tools: "更新工具", "立即更新", "正在更新工具", "已更新工具", "更新工具";
        update_named: "更新 {names}", "立即更新", "正在更新 {names}", "已更新 {names}", "更新 {names}";
        clean_caches: "清理 Go 的缓存", "立即清理", "正在清理 Go 的缓存", "已清理 Go 的缓存", "清理 Go 的缓存";
        update_self: "更新 Upgo", "立即更新", "正在更新 Upgo", "已更新 Upgo", "更新 Upgo";
        settings: "更改设置", "立即应用", "正在更改设置", "已更改设置", "更改设置";
        settings_named: "更改 {names}", "立即应用", "正在更改 {names}", "已更改 {names}", "更改 {names}";
        pin: "把项目固定到 {to}", "立即固定", "正在把项目固定到 {to}", "已把项目固定到 {to}", "把项目固定到 {to}";
        pin_named: "把 {names} 固定到 {to}", "立即固定", "正在把 {names} 固定到 {to}", "已把 {names} 固定到 {to}",
            "把 {names} 固定到 {to}";
        raise_projects: "将项目的 Go 版本提升到 {to}", "立即提升", "正在将项目的 Go 版本提升到 {to}", "已将项目的 Go 版本提升到 {to}", "将项目的 Go 版本提升到 {to}";
        raise_named: "将 {names} 的 Go 版本提升到 {to}", "立即提升", "正在将 {names} 的 Go 版本提升到 {to}", "已将 {names} 的 Go 版本提升到 {to}",
            "将 {names} 的 Go 版本提升到 {to}";
    },
    outcomes: Outcomes {
        running: "正在{Change}",
        cancelled: "{Change} 已取消",
        failed: "{Change} 失败",
        overtaken: "{Change} 已由新计划取代",
        interrupted: "{Change} 被中断",
        undone: "已撤销：{change}",
        redone: "已重做：{change}",
        undo: "撤销“{change}”",
    },
    steps: Steps {
        download: "下载并校验 {version}",
        read_file: "读取并校验文件",
        unpack: "解压并检查 {version}",
        publish: "添加命令 {version}",
        test: "测试 {version}",
        switch: "切换到 {version}",
        switch_off: "取消选用 {from}",
        edit_path: "编辑用户 PATH",
        edit_machine_path: "编辑系统 PATH",
        edit_variables: "编辑 Go 变量",
        check: "检查新终端运行的版本",
        unpublish: "移除命令 {version}",
        download_package: "下载并校验 {version} 的安装程序",
        secure_package: "保留 {version} 的安装程序",
        install_system: "为所有用户安装 {version}",
        replace_system: "为所有用户把 {from} 替换为 {version}",
        uninstall_system: "卸载系统 Go",
        repair_system: "修复系统 Go",
        give_back: "恢复被卸载程序删除的内容",
        change_setting: "更改设置 {file}",
        set_aside: "重命名旧文件夹",
        delete: "删除 {version}",
        rebuild_tool: "用 {version} 重新构建 {file}",
        update_tool: "用 {version} 更新 {file}",
        clean_build_cache: "清理构建缓存",
        clean_module_cache: "清理模块缓存",
        repair_files: "将 {version} 的文件恢复为官方发布的内容",
        restore_files: "恢复 {version} 之前的文件",
        restore_tool: "恢复原来的 {file}",
        download_upgo: "下载并校验 Upgo {file}",
        try_upgo: "试运行 Upgo {file}",
        replace_upgo: "将 Upgo 替换为版本 {file}",
        restore_upgo: "恢复 Upgo {file}",
        rehearse: "在你的项目上试用 {version}",
        edit_project: "编辑项目 {file}",
        hook_before: "切换前运行 {file}",
        hook_after: "切换后运行 {file}",
        hook_on_failure: "更改失败时运行 {file}",
    },
    headlines: Headlines {
        security: "安全更新：{to}",
        fixes: "修复 {runs} 中的 {fixes} 个已知漏洞",
        fixes_one: "修复 {runs} 中的 1 个已知漏洞",
        used: "，其中 {used} 个位于你的项目使用的包中",
        not_permitted: "不允许使用 {runs}",
        permitted: "你的组织要求使用 {to}。",
        none_permitted: "你的组织不允许使用任何已知版本。",
        unsupported: "Go {line} 已不再受支持",
        no_more_fixes: "不会再有安全修复。",
        update: "{to} 已发布",
        postponed: "{to} 已推迟",
        skipped: "已跳过 {to}",
        stay_open: "{runs} 中的 {fixes} 个已知漏洞尚未修复。",
        stays_open: "{runs} 中的 1 个已知漏洞尚未修复。",
        you_have: "当前版本为 {runs}。",
        current: "Go 已是最新",
        runs: "新终端运行 {runs}。",
        full_stop: "。",
    },
    proof: ProofWords {
        levels: Levels {
            proven: "已证实",
            own_database: "仅由自有校验和数据库确认",
            digest_only: "仅有校验和",
            given: "仅有你提供的 SHA-256",
            contradicted: "不是官方发布的版本",
            unknown: "未知",
        },
        means: Levels {
            proven: "已由独立于版本列表的来源（Go 校验和数据库或 Google 签名）确认。",
            own_database: "已由你自有的校验和数据库确认；Go 官方数据库和 Google 签名均未确认。",
            digest_only: "仅由版本列表确认，没有独立证明。",
            given: "与你提供的 SHA-256 一致；已知的版本列表中都没有它。",
            contradicted: "与你提供的 SHA-256 一致，但版本列表中的 SHA-256 不同。",
            unknown: "Upgo 没有它的来源记录。",
        },
    },
    list: "、",
    more: "{names} 以及另外 {count} 个",
};
