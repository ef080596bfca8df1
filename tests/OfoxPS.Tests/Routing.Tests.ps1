# The gateway's own extension: how it chooses an upstream, and which models step in.

BeforeAll {
    . $PSScriptRoot/common.ps1

    function Get-SentProvider { (Get-LastGatewayRequest -Ended).Json.provider }
}

AfterAll { Set-OfoxConfiguration -Routing $null -Fallback $null -Provider $null -Model $null }

Describe 'The provider object' {
    It 'is absent where nobody routes' {
        $null = ofox hi
        (Get-LastGatewayRequest -Ended).Json.Keys | Should -Not -Contain 'provider'
    }

    It 'says routing <Routing>' -ForEach @{ Routing = 'priority' }, @{ Routing = 'cost' }, @{ Routing = 'latency' },
        @{ Routing = 'balanced' } {
        $null = ofox hi -Routing $Routing
        $provider = Get-SentProvider
        $provider.routing | Should -BeExactly $Routing
        $provider.Keys | Should -HaveCount 1
    }

    It 'refuses another routing and names the four' {
        { ofox hi -Routing cheapest } | Should -Throw '*priority*cost*latency*balanced*'
    }

    It 'lists fallback models in order, and one as a list too' {
        $null = ofox hi -Fallback 'z/one', 'a/two'
        (Get-SentProvider).fallback | Should -Be 'z/one', 'a/two'
        $null = ofox hi -Fallback 'z/one'
        (Get-LastGatewayRequest -Ended).body | Should -Match '"fallback":\["z/one"\]'
    }

    It 'has routing and fallback together' {
        $null = ofox hi -Routing cost -Fallback 'z/one'
        (Get-SentProvider).Keys | Sort-Object | Should -Be 'fallback', 'routing'
    }

    It 'merges -Provider over the two parameters' {
        $null = ofox hi -Routing cost -Fallback 'z/one' -Provider @{ routing = 'latency'; type = 'openai' }
        $provider = Get-SentProvider
        $provider.routing | Should -BeExactly 'latency'
        $provider.fallback | Should -Be 'z/one'
        $provider.type | Should -BeExactly 'openai'
    }

    It 'is the same for Get-OfoxStream' {
        $null = Get-OfoxStream hi -Routing balanced -Fallback 'z/one' -Provider @{ type = 'x' }
        (Get-SentProvider).Keys | Sort-Object | Should -Be 'fallback', 'routing', 'type'
    }

    It 'leaves the caller''s hashtable alone' {
        $mine = @{ type = 'x' }
        $null = ofox hi -Routing cost -Provider $mine
        $mine.Keys | Should -Be 'type'
    }

    It 'can be configured, and a parameter wins' {
        Set-OfoxConfiguration -Routing cost -Fallback 'z/one'
        $null = ofox hi
        (Get-SentProvider).routing | Should -BeExactly 'cost'
        (Get-SentProvider).fallback | Should -Be 'z/one'
        $null = ofox hi -Routing latency
        (Get-SentProvider).routing | Should -BeExactly 'latency'
        (Get-SentProvider).fallback | Should -Be 'z/one'
        Set-OfoxConfiguration -Routing $null -Fallback $null
        $null = ofox hi
        (Get-LastGatewayRequest -Ended).Json.Keys | Should -Not -Contain 'provider'
    }
}

Describe 'Fallback' {
    It 'shows which model stepped in' {
        $answer = ofox hi -Model fault/500 -Fallback openai/gpt-4o-mini
        $answer.RequestedModel | Should -BeExactly 'fault/500'
        $answer.Model | Should -BeExactly 'openai/gpt-4o-mini'
        $answer.Attempts | Should -Be 1
        $answer.Content | Should -BeExactly 'hi'
    }

    It 'shows it in a stream too, on the chunks as well' {
        $answer = ofox hi -Stream -Model fault/429 -Fallback openai/gpt-4o-mini 6> $null
        $answer.RequestedModel | Should -BeExactly 'fault/429'
        $answer.Model | Should -BeExactly 'openai/gpt-4o-mini'
        (Get-OfoxStream hi -Model fault/429 -Fallback openai/gpt-4o-mini).Model | Sort-Object -Unique |
            Should -BeExactly 'openai/gpt-4o-mini'
    }
}
