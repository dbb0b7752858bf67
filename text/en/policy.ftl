### What the policy of an organization forbids, and what is wrong with it.

your-administrator = your administrator
policy-blocks = { $version } is blocked by { $manager }
policy-does-not-allow = { $version } is not among the versions that { $manager } allows
policy-wants = { $manager } requires { $wanted }, so { $version } cannot be used
policy-locks = { $manager } allows no new version before { $day }, so { $version } is held back
policy-approves = { $version } is not approved by { $manager } yet
policy-unclear = a rule of the policy about versions is invalid, so { $version } is held back
policy-ring-waits = the ring { $ring } gets { $version } on { $day }
policy-manages = the setting { $key } is managed by { $manager } ({ $place })
policy-installer = { $manager } chose the installation type: { $form }
policy-malformed = the policy { $key } in { $place } { $why }; in effect: { $used }
policy-unreadable = the policy { $place } cannot be read or trusted, so no version can be installed: { $why }
policy-problem = { $what }
policy-problems = the policy has { $count } mistakes; where a value is malformed, Upgo applies the safer interpretation
