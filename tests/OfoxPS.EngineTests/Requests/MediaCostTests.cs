using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using OfoxPS.Benchmarks.Server;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Requests;

/// <summary>
/// What a request with an attachment of 8 MB allocates, however the attachment is given and whatever is kept of the request.
/// </summary>
[Collection(ProcessState.Name)]
public sealed class MediaCostTests : EngineTest
{
    private const int Size = 8 * 1024 * 1024;

    private const long Most = 1024 * 1024;

    private const string Script = """
        param($address, $path, $folder)
        $bytes = [IO.File]::ReadAllBytes($path)
        $ways = [ordered] @{
            'a path'           = { ofox hi -Model wait/0 -BaseUri $address -Attachment $path }
            'a file'           = { ofox hi -Model wait/0 -BaseUri $address -Attachment (Get-Item $path) }
            'a piped file'     = { Get-Item $path | ofox hi -Model wait/0 -BaseUri $address }
            'several at once'  = { Get-Item $path | ofox hi -Model wait/0 -BaseUri $address -ThrottleLimit 4 }
            'bytes'            = { ofox hi -Model wait/0 -BaseUri $address -Attachment $bytes }
            'piped bytes'      = { , $bytes | ofox hi -Model wait/0 -BaseUri $address }
            'a checkpoint'     = { Get-Item $path | ofox "hi $(Get-Random)" -Model wait/0 -BaseUri $address -Checkpoint "$folder/$(Get-Random).jsonl" }
            'a cassette'       = { Use-OfoxCassette "$folder/c.json" -Mode Record { Get-Item $path | ofox hi -Model wait/0 -BaseUri $address } }
            'a cassette again' = { Use-OfoxCassette "$folder/c.json" -Mode Replay { Get-Item $path | ofox hi -Model wait/0 -BaseUri $address } }
        }
        foreach ($way in $ways.Keys) {
            foreach ($round in 1..2) {
                $before = [GC]::GetTotalAllocatedBytes($true)
                $null = & $ways[$way]
                $cost = [GC]::GetTotalAllocatedBytes($true) - $before
            }
            [pscustomobject] @{ Way = $way; Cost = $cost }
        }
        """;

    private static readonly string Address = new PreparedServer().Start();

    [Theory]
    [InlineData(".png", "\u0089PNG\r\n\u001A\n")]
    [InlineData(".pdf", "%PDF-1.7")]
    [InlineData(".wav", "RIFF0000WAVE")]
    [InlineData(".mp3", "ID3\u0003")]
    public void An_attachment_costs_no_memory_of_its_size(string extension, string beginning)
    {
        byte[] bytes = new byte[Size];
        Encoding.Latin1.GetBytes(beginning).CopyTo(bytes, 0);
        string file = Folder.File("a" + extension);
        File.WriteAllBytes(file, bytes);

        EngineResult result = Engine.Run(Script, Address, file, Folder.Path);

        Dictionary<string, long> costs = result.Output.ToDictionary(
            static row => (string)row.Properties["Way"].Value, static row => (long)row.Properties["Cost"].Value);
        Assert.Equal(9, costs.Count);
        Assert.DoesNotContain(costs, static cost => cost.Value > Most);
    }
}
