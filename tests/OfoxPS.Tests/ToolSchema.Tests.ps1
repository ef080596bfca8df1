# A command's own metadata as JSON Schema: which parameters are offered, with which texts.

BeforeAll {
    . $PSScriptRoot/common.ps1
    . $PSScriptRoot/toolschema.ps1
}

Describe 'What is offered of a command' {
    BeforeAll {
        function Get-Weather {
            <#
            .SYNOPSIS
            Tells the weather of
            a city.
            .DESCRIPTION
            At length.
            .PARAMETER City
            Which city.
            .PARAMETER Days
            How many days,
            at most a week.
            #>
            [CmdletBinding(DefaultParameterSetName = 'ByCity', SupportsShouldProcess)]
            param(
                [Parameter(Mandatory, Position = 0, ParameterSetName = 'ByCity', HelpMessage = 'not this one')] [Alias(
                    'Town')] [string] $City,
                [Parameter(Mandatory, ParameterSetName = 'ByPlace')] [double] $Latitude,
                [Parameter(Mandatory, ParameterSetName = 'ByPlace')] [double] $Longitude,
                [Parameter(HelpMessage = 'Celsius or Fahrenheit')] [ValidateSet('C', 'F')] [string] $Unit = 'C',
                [int] $Days = 3,
                [switch] $Brief,
                [pscredential] $Credential,
                [securestring] $Password,
                [scriptblock] $Filter,
                [System.Net.NetworkCredential] $Proxy,
                [System.Management.Automation.Credential()] $Account,
                [Parameter(DontShow)] [string] $Internal
            )
            "$City $Latitude $Longitude $Unit $Days $Brief $Credential $Password $Filter $Proxy $Account $Internal"
        }

        $weather = New-OfoxTool Get-Weather
    }

    It 'are the parameters of the default set, without common ones, secrets, code and hidden ones' {
        @($weather.Schema.properties.Keys) | Should -Be 'City', 'Unit', 'Days', 'Brief'
    }

    It 'are those of the set that was chosen' {
        $place = New-OfoxTool Get-Weather -ParameterSetName byplace
        @($place.Schema.properties.Keys) | Should -Be 'Latitude', 'Longitude', 'Unit', 'Days', 'Brief'
        $place.Schema.required | Should -Be 'Latitude', 'Longitude'
    }

    It 'are mandatory where the command says so' {
        $weather.Schema.required | Should -Be 'City'
        $weather.Schema.additionalProperties | Should -BeFalse
    }

    It 'has no required where nothing is' {
        (New-OfoxTool -ScriptBlock { param($x) }).Schema.Keys | Should -Not -Contain 'required'
    }

    It 'has the help as descriptions: of the command, then of the parameter, then HelpMessage' {
        $weather.Description | Should -BeExactly 'Tells the weather of a city.'
        $weather.Schema.properties.City.description | Should -BeExactly 'Which city.'
        $weather.Schema.properties.Days.description | Should -BeExactly 'How many days, at most a week.'
        $weather.Schema.properties.Unit.description | Should -BeExactly 'Celsius or Fahrenheit'
        $weather.Schema.properties.Brief.Keys | Should -Not -Contain 'description'
    }

    It 'has the help of a cmdlet' {
        $tool = New-OfoxTool Get-OfoxConfiguration
        $help = Get-Help Get-OfoxConfiguration
        if ($help.Synopsis -notmatch '^\s*Get-OfoxConfiguration ') { $tool.Description | Should -BeExactly $help.Synopsis.Trim() }
        else { $tool.Description | Should -BeNullOrEmpty }
    }

    It 'has no syntax for a description where a command has no help' {
        function Get-Bare { param($x) $x }
        (New-OfoxTool Get-Bare).Description | Should -BeNullOrEmpty
    }

    It 'takes the description that is given' {
        (New-OfoxTool Get-Weather -Description 'Mine.').Description | Should -BeExactly 'Mine.'
    }

    It 'finds the help of a script block, and comments beside parameters' {
        $tool = New-OfoxTool -Name t -ScriptBlock {
            <#
            .SYNOPSIS
            Adds one.
            #>
            param(
                # The number.
                [int] $Number
            )
            $Number + 1
        }
        $tool.Description | Should -BeExactly 'Adds one.'
        $tool.Schema.properties.Number.description | Should -BeExactly 'The number.'
    }

    It 'offers only -Parameter' {
        @((New-OfoxTool Get-Weather -Parameter city, Days).Schema.properties.Keys) | Should -Be 'City', 'Days'
        (New-OfoxTool Get-OfoxConfiguration -Parameter @()).Schema.properties.Count | Should -Be 0
    }

    It 'leaves -Exclude out' {
        @((New-OfoxTool Get-Weather -Exclude DAYS, Brief).Schema.properties.Keys) | Should -Be 'City', 'Unit'
    }

    It 'hides what -Bind fixes, a mandatory parameter too' {
        $tool = New-OfoxTool Get-Weather -Bind @{ city = 'Oslo' } -Parameter Days
        @($tool.Schema.properties.Keys) | Should -Be 'Days'
        $tool.Schema.Keys | Should -Not -Contain 'required'
    }

    It 'takes the alias of a parameter for its name' {
        @((New-OfoxTool Get-Weather -Parameter Town).Schema.properties.Keys) | Should -Be 'City'
        @((New-OfoxTool Get-Weather -Bind @{ Town = 'Oslo' }).Schema.properties.Keys) | Should -Be 'Unit', 'Days', 'Brief'
        (ofox 'call Get-Weather({})' -Tool (New-OfoxTool Get-Weather -Bind @{ Town = 'Oslo' } -Confirm:$false)).ToolInvocations[0].Result |
            Should -Match '^Oslo '
    }

    It 'chooses the set that has what -Bind fixes' {
        $tool = New-OfoxTool Get-Weather -Bind @{ Latitude = 59.9 } -Confirm:$false
        $tool.Schema.required | Should -Be 'Longitude'
        (ofox 'call Get-Weather({"Longitude":10.7})' -Tool $tool).ToolInvocations[0].Result | Should -Match '59.9 10.7'
    }

    It 'refuses <Case>' -ForEach @(
        @{ Case = 'an unknown -Parameter'; With = @{ Parameter = 'Nope' }; Words = '*Get-Weather*Nope*' }
        @{ Case = 'an unknown -Exclude'; With = @{ Exclude = 'Nope' }; Words = '*Get-Weather*Nope*' }
        @{ Case = 'an unknown -Bind'; With = @{ Bind = @{ Nope = 1 } }; Words = '*Get-Weather*Nope*' }
        @{ Case = 'an unknown set'; With = @{ ParameterSetName = 'Nope' }; Words = '*Nope*ByCity, ByPlace*' }
        @{ Case = 'a mandatory parameter that is excluded'; With = @{ Exclude = 'City' }; Words = '*City*mandatory*' }
        @{ Case = 'a mandatory parameter that is not among -Parameter'; With = @{ Parameter = 'Days' }; Words = '*City*mandatory*' }
        @{ Case = 'a parameter that no model can give'; With = @{ Parameter = 'City', 'Credential' }; Words = '*Credential*' }
    ) {
        { New-OfoxTool Get-Weather @With } | Should -Throw $Words -ErrorId 'OfoxInvalidArgument,*'
    }

    It 'refuses a command whose mandatory parameter no model can give, unless it is bound' {
        $script = { param([Parameter(Mandatory)] [scriptblock] $Filter, [int] $x) "$(& $Filter) $x" }
        { New-OfoxTool -ScriptBlock $script -Name t } | Should -Throw '*Filter*-Bind*' -ErrorId 'OfoxInvalidArgument,*'
        $tool = New-OfoxTool -ScriptBlock $script -Name t -Bind @{ Filter = { 'mine' } }
        (ofox 'call t({"x":1})' -Tool $tool).ToolInvocations[0].Result | Should -BeExactly 'mine 1'
    }
}

Describe 'The schema as an object' {
    It 'is an ordered dictionary that ConvertTo-Json renders and a caller may change' {
        $tool = New-OfoxTool Get-Date -Parameter Year, Month
        , $tool.Schema | Should -BeOfType ([System.Collections.Specialized.OrderedDictionary])
        ConvertTo-Text $tool.Schema | Should -BeExactly '{"type":"object","properties":{"Year":{"type":"integer","minimum":1,"maximum":9999},"Month":{"type":"integer","minimum":1,"maximum":12}},"additionalProperties":false}'
        $tool.Schema.properties.Year.description = 'The year.'
        $null = ofox hi -Tool $tool
        (Get-LastGatewayRequest -Ended).Json.tools[0].function.parameters.properties.Year.description | Should -BeExactly 'The year.'
    }

    It 'keeps its numbers on the wire' {
        $null = ofox hi -Tool (New-OfoxTool Get-Content -Parameter Path, TotalCount)
        (Get-LastGatewayRequest -Ended).body | Should -Match '"maximum":9223372036854775807'
    }
}
