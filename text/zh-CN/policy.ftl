### What the policy of an organization forbids, and what is wrong with it.

your-administrator = 管理员
policy-blocks = { $manager } 禁止使用 { $version }
policy-does-not-allow = { $version } 不在 { $manager } 允许的版本之列
policy-wants = { $manager } 要求使用 { $wanted }，因此不能使用 { $version }
policy-locks = { $manager } 在 { $day } 之前不允许新版本，因此暂不提供 { $version }
policy-approves = { $version } 尚未经 { $manager } 批准
policy-unclear = 策略中有一条版本规则无效，因此暂不提供 { $version }
policy-ring-waits = 部署环 { $ring } 将于 { $day } 获得 { $version }
policy-manages = 设置 { $key } 由 { $manager } 管理（{ $place }）
policy-installer = { $manager } 选择的安装形式：{ $form }
policy-malformed = { $place } 中的策略 { $key } 无效：{ $why }；当前生效：{ $used }
policy-unreadable = 无法读取或无法信任策略 { $place }，因此不能安装任何版本：{ $why }
policy-problem = { $what }
policy-problems = 策略中有 { $count } 处错误；无效的值按更安全的方式处理
