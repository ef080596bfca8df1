<#
.SYNOPSIS
    Asks a question of a server other than the OfoxAI gateway, with the settings that it needs.

.DESCRIPTION
    Shows what Portkey, OpenRouter, Ollama, vLLM, LM Studio and Azure OpenAI need: the address, the key, the
    headers. The settings are given to one call here; Set-OfoxConfiguration takes the same ones for a session,
    and OFOX_BASE_URL, OFOX_API_KEY, OFOX_MODEL and OFOX_HEADERS for child processes.

.PARAMETER Server
    Which server to ask.

.PARAMETER Prompt
    The question.

.PARAMETER Model
    The model's id, as that server has it. For Azure OpenAI it is the name of the deployment.

.PARAMETER BaseUri
    The address, where it is not the usual one of that server. Azure OpenAI has none that is usual: give
    https://RESOURCE.openai.azure.com.

.PARAMETER ApiKey
    The key of that server. Local servers take any text.

.PARAMETER Provider
    The provider behind Portkey.

.EXAMPLE
    ./other-server.ps1 -Server Ollama -Model llama3.2 -Prompt 'Why is the sky blue?'

.EXAMPLE
    ./other-server.ps1 -Server Portkey -Provider anthropic -Model claude-sonnet-4-5 -ApiKey (Get-Secret Anthropic) -Prompt 'Hello!'

.EXAMPLE
    ./other-server.ps1 -Server AzureOpenAI -BaseUri https://contoso.openai.azure.com -Model my-deployment -ApiKey (Get-Secret Azure) -Prompt 'Hello!'
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [ValidateSet('Portkey', 'OpenRouter', 'Ollama', 'vLLM', 'LMStudio', 'AzureOpenAI')] [string] $Server,
    [Parameter(Mandatory)] [string] $Prompt,
    [Parameter(Mandatory)] [string] $Model,
    [uri] $BaseUri,
    [object] $ApiKey = 'none',
    [string] $Provider = 'openai'
)

$ErrorActionPreference = 'Stop'
Import-Module OfoxPS

$settings = @{ Model = $Model; ApiKey = $ApiKey; Header = @{} }
switch ($Server) {
    'Portkey' {
        $settings.BaseUri = 'http://localhost:8787/v1'
        $settings.Header['x-portkey-provider'] = $Provider
        # Answers keep what is beyond OpenAI's form, as the reasoning.
        $settings.Header['x-portkey-strict-open-ai-compliance'] = 'false'
    }
    'OpenRouter' {
        $settings.BaseUri = 'https://openrouter.ai/api/v1'
        # For its statistics; both may be left out.
        $settings.Header['HTTP-Referer'] = 'https://example.com'
        $settings.Header['X-Title'] = 'other-server.ps1'
    }
    'Ollama' { $settings.BaseUri = 'http://localhost:11434/v1' }
    'vLLM' { $settings.BaseUri = 'http://localhost:8000/v1' }
    'LMStudio' { $settings.BaseUri = 'http://localhost:1234/v1' }
    'AzureOpenAI' {
        if (-not $BaseUri) { throw 'Azure OpenAI needs -BaseUri, as in https://contoso.openai.azure.com.' }
        # The deployment is in the address, the key in a header of its own, and Authorization must stay away.
        $settings.BaseUri = '{0}/openai/deployments/{1}?api-version=2024-10-21' -f "$BaseUri".TrimEnd('/'), [uri]::EscapeDataString($Model)
        $settings.Header['api-key'] = $ApiKey
        $settings.Header['Authorization'] = ''
    }
}
if ($BaseUri -and $Server -ne 'AzureOpenAI') { $settings.BaseUri = $BaseUri }

Invoke-OfoxChat -Prompt $Prompt @settings
