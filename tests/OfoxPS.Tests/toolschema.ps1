# What the tests of the schemas of tools share. It comes after common.ps1; where tests are found it comes alone, for the types.

if (-not ('OfoxTests.Cat' -as [type])) {
    Add-Type -TypeDefinition @'
namespace OfoxTests {
    public class Leg { public int Length { get; set; } public System.TimeSpan Age { get; set; } }
    public class Cat { public string Name { get; set; } public Leg Front { get; set; } public Leg[] Legs { get; set; } public int? Lives { get; set; } public int Secret { get; private set; } }
    public class Node { public string Value { get; set; } public Node Next { get; set; } }
    public class Filter { public string Name { get; set; } public System.Management.Automation.ScriptBlock Script { get; set; } }
}
'@
}

function ConvertTo-Text($Schema) { ConvertTo-Json $Schema -Depth 30 -Compress }

# A value as text that shows every difference; a file's text is its path.
function ConvertTo-ValueText($Value) { if ($Value -is [System.IO.FileInfo]) { "$Value" } else { ConvertTo-Text $Value } }

# The schema of one parameter, declared as given.
function Get-ParameterSchema([string] $Declaration) {
    (New-OfoxTool -ScriptBlock ([scriptblock]::Create("param($Declaration `$Value)"))).Schema.properties['Value']
}

# A parameter, declared as given, bound to what the model says; the gateway accepts the schema on the way.
function Invoke-Bound([string] $Declaration, [string] $Json) {
    $global:OfoxToolGot = @{}
    $script = [scriptblock]::Create("param($Declaration `$Value) `$global:OfoxToolGot.Value = `$Value; `$global:OfoxToolGot.Bound = `$PSBoundParameters.ContainsKey('Value')")
    $answer = ofox "call script({`"Value`":$Json})" -Tool $script
    [pscustomobject]@{ Error = $answer.ToolInvocations[0].Error; Value = $global:OfoxToolGot.Value; Bound = $global:OfoxToolGot.Bound }
}

function Test-Value([string] $Declaration, [string] $Json) {
    Test-Json -Json $Json -Schema (ConvertTo-Text (Get-ParameterSchema $Declaration)) -ErrorAction SilentlyContinue
}
