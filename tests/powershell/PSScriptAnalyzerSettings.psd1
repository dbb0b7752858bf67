# The rules of PSScriptAnalyzer for every script of the project. Each one that is left out says why.
@{
    ExcludeRules = @(
        # What a rollout and a build job show is for people. 5.1 prints it through a stream as well.
        'PSAvoidUsingWriteHost'
        # $LASTEXITCODE must be set in the scope in which programs set it; and the played machines of the tests.
        'PSAvoidGlobalVars'
        # The exported commands ask; their parts do not ask again, and a test holds the exported ones to it.
        'PSUseShouldProcessForStateChangingFunctions'
        'PSShouldProcess'
        # It does not look into script blocks, in which most parameters are used.
        'PSReviewUnusedParameter'
        # An account that scripts/windows/truth.ps1 makes on a machine that is thrown away.
        'PSAvoidUsingConvertToSecureStringWithPlainText'
        # Functions of our own with two or three values, as in every language.
        'PSAvoidUsingPositionalParameters'
    )
    Rules = @{
        PSUseCompatibleSyntax = @{ Enable = $true; TargetVersions = @('5.1', '7.4') }
        PSUseCompatibleCmdlets = @{ compatibility = @('desktop-5.1.14393.206-windows') }
    }
}
