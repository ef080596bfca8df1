@{
    ExcludeRules = @(
        # Pester runs one block's variables in another, which the rule does not see.
        'PSUseDeclaredVarsMoreThanAssignments'

        # No user calls the functions of the build and of the tests, so nobody asks them what they would do.
        'PSUseShouldProcessForStateChangingFunctions'

        # One gateway serves all test files, and each file is a script with its own variables.
        'PSAvoidGlobalVars'

        # The demo talks to a person at a terminal; what it shows is nobody's input.
        'PSAvoidUsingWriteHost'

        # The tests type commands as people do at a prompt.
        'PSAvoidUsingPositionalParameters'

        # The tests make SecureStrings of keys that open nothing.
        'PSAvoidUsingConvertToSecureStringWithPlainText'

        # The tests of this switch use it.
        'PSAvoidUsingAllowUnencryptedAuthentication'

        # Functions of the tests exist for their metadata: parameters that are only declared, no help, no ShouldProcess, any output.
        'PSReviewUnusedParameter'
        'PSProvideCommentHelp'
        'PSShouldProcess'
        'PSUseOutputTypeCorrectly'

        # It takes the parameters of a job's script block for variables of the caller.
        'PSUseUsingScopeModifierInNewRunspaces'
    )

    Rules        = @{
        # Every script runs in Windows PowerShell 5.1 too.
        PSUseCompatibleSyntax = @{ Enable = $true; TargetVersions = @('5.1', '7.4') }
    }
}
