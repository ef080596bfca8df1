using OfoxPS.Benchmarks.Measuring;

namespace OfoxPS.Benchmarks.Groups;

/// <summary>Inputs that are much larger than usual. They are made once, before anything is measured.</summary>
internal static class LargeInputs
{
    private const string Prepare = """
        $global:objects = @{}
        foreach ($n in 10000, 100000) { $objects[$n] = foreach ($i in 1..$n) { [pscustomobject] @{ Name = "n$i"; Size = $i } } }
        $global:messages = @{}
        foreach ($n in 500, 5000) { $messages[$n] = foreach ($i in 1..$n) { New-OfoxMessage -Role $(if ($i % 2) { 'user' } else { 'assistant' }) "text number $i" } }
        $global:tools = @{}
        foreach ($n in 20, 200) { $tools[$n] = foreach ($i in 1..$n) { @{ name = "tool$i"; description = 'Says something'; parameters = @{ type = 'object'; properties = @{ text = @{ type = 'string' }; count = @{ type = 'integer' } } } } } }
        """;

    public static Section Run(Bench bench)
    {
        bench.Session.Run(Prepare);
        return Growth.Measure(
            bench,
            "Large inputs",
            "The same request with input of two sizes. Of very many objects only the first 262 144 characters are sent, with a warning.",
            [
                new("Objects with `-Together -As`",
                    "param($n) $null = $objects[$n] | Invoke-OfoxChat hi -Together -Model list/1 -As @(@{ name = [string]; size = [int] "
                    + "}) 3> $null", 10_000, 100_000, "objects"),
                new("A conversation", "param($n) $null = Invoke-OfoxChat hi -Message $messages[$n] -Model wait/0", 500, 5_000, "messages"),
                new("Tools", "param($n) $null = Invoke-OfoxChat hi -Tool $tools[$n] -Model wait/0", 20, 200, "tools"),
            ]);
    }
}
