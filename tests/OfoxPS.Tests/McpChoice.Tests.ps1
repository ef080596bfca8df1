# Which server is started and which of its tools are taken, as people type it: a name that is wrong is told of, and what is near is named.

BeforeDiscovery { $desktop = $PSEdition -eq 'Desktop' }

BeforeAll {
    . (Join-Path $PSScriptRoot 'common.ps1')
    . (Join-Path $PSScriptRoot 'mcp.ps1')
}

# Connect-OfoxMcpServer needs PowerShell 7.4.
Describe 'Tools of a server' -Skip:$desktop {
    BeforeAll { Reset-TestEnvironment }

    AfterEach { Get-OfoxMcpServer | Disconnect-OfoxMcpServer }

    It 'are found by the name that models are told and by that of the server' {
        $server = Connect-Test sdk
        $server.Tools['write_file'].Name, $server.Tools['write.file'].Name, $server.Tools[0].Name |
            Should -Be 'write_file', 'write_file', 'echo'
        $server.Tools['write-file'] | Should -BeNullOrEmpty
    }

    It 'are chosen by either name' {
        (Connect-Test sdk @{ IncludeTool = 'write_file' }).Tools.Name | Should -Be write_file
        (Connect-Test sdk @{ IncludeTool = 'write.file' }).Tools.Name | Should -Be write_file
        (Connect-Test sdk @{ ExcludeTool = 'write_file' }).Tools.Name | Should -Not -Contain write_file
        $allowed = Connect-Test sdk @{ AllowTool = 'write_file' }
        (ofox 'call write_file({"text":"x"})' -Tool $allowed).ToolInvocations.Error | Should -BeNullOrEmpty
    }

    It 'that -<_> names and the server has not are an error, and nothing stays connected' -ForEach 'IncludeTool', 'ExcludeTool',
        'AllowTool' {
        $with = @{ $_ = 'wriet.file' }
        $failure = Get-Failure { Connect-Test sdk $with }
        $failure.FullyQualifiedErrorId | Should -BeLike 'OfoxInvalidArgument,*'
        $failure.Exception.Message | Should -BeLike "-$($_): there is no tool 'wriet.file'. Did you mean write.file?*"
        Get-OfoxMcpServer | Should -BeNullOrEmpty
    }

    It 'may be those of any server of a file' {
        $file = Join-Path $TestDrive servers.json
        $one = @{ command = 'dotnet'; args = @($McpProgram, 'sdk') }
        $two = @{ command = 'dotnet'; args = @($McpProgram, 'sdk') }
        @{ servers = [ordered] @{ one = $one; two = $two } } | ConvertTo-Json -Depth 5 | Set-Content $file
        (Connect-OfoxMcpServer -ConfigurationPath $file -IncludeTool echo).Tools.Name | Should -Be echo, echo
        Get-OfoxMcpServer | Disconnect-OfoxMcpServer
        (Get-Failure { Connect-OfoxMcpServer -ConfigurationPath $file -IncludeTool ehco }).Exception.Message |
            Should -BeLike '*Did you mean echo?*'
        Get-OfoxMcpServer | Should -BeNullOrEmpty
    }

    It 'are missed where a pattern leaves none' {
        $server = Connect-OfoxMcpServer dotnet $McpProgram, sdk -IncludeTool 'zz*' -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -Be "The connection '$($server.Name)' has no tools: a request with it is sent without any."
    }

    It 'that come from another process or a file are refused' {
        $server = Connect-Test sdk
        foreach ($value in $server, $server.Tools['echo'], (New-OfoxTool Get-Date)) {
            $remains = [System.Management.Automation.PSSerializer]::Deserialize(
                [System.Management.Automation.PSSerializer]::Serialize($value))
            (Get-Failure { ofox hi -Tool $remains }).Exception.Message |
                Should -BeLike '*comes from another process or from a file*in the script that asks*'
        }
    }
}

# Connect-OfoxMcpServer needs PowerShell 7.4.
Describe 'A server, typed as in a shell' -Skip:$desktop {
    It 'is told how it is written: <Line>' -ForEach @(
        @{ Line = "Connect-OfoxMcpServer dotnet -y '@scope/server' ."; Says = "*dotnet '-y', '@scope/server', '.'" }
        @{ Line = 'Connect-OfoxMcpServer dotnet $McpProgram sdk'; Says = "*a list, in quotes: Connect-OfoxMcpServer dotnet '-y'*" }
        @{ Line = "Connect-OfoxMcpServer dotnet sdk -Enviroment @{ a = 'b' }"; Says = 'Did you mean -Environment?' }
    ) {
        (Get-Failure ([scriptblock]::Create($Line))).ErrorDetails.RecommendedAction | Should -BeLike $Says
    }

    It 'in one string is told how it is written' {
        (Get-Failure { Connect-OfoxMcpServer "dotnet '$McpProgram' sdk" }).Exception.Message |
            Should -BeLike "*a list of their own: dotnet '$McpProgram', 'sdk'*"
        (Get-Failure { Connect-OfoxMcpServer ./no-server.ps1 }).Exception.Message | Should -BeLike "*pwsh '-File', 'server.ps1'*"
    }
}
