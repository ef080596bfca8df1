using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Errors;

/// <summary>
/// Whatever has happened to a file of ours, reading it ends well, or as an error of ours. What only reads changes nothing, what writes
/// keeps what it has not cut off with a warning, and where there is an error the file is as it was.
/// </summary>
public sealed class DamagedFileTests : EngineTest
{
    private const int Times = 30;

    [Theory]
    [InlineData("Use-OfoxCassette $file -Mode Record { ofox one; ofox two -Stream 6>$null; ofox three -Model fault/500 "
        + "-MaximumRetryCount 0 -ErrorAction Ignore }", "Use-OfoxCassette $file { ofox one; ofox two -Stream 6>$null }")]
    [InlineData("Use-OfoxCassette $file -Mode Record { ofox one; ofox two }",
        "Use-OfoxCassette $file -Mode Auto -Prune { ofox one; ofox four }")]
    [InlineData("'a', 'b', 'c' | ofox -Checkpoint $file", "Import-OfoxCheckpoint $file")]
    [InlineData("'a', 'b', 'c' | ofox -Checkpoint $file", "'a', 'b', 'c' | ofox -Checkpoint $file -ThrottleLimit 2")]
    [InlineData("Set-OfoxConfiguration -LogPath $file -LogContent; ofox one; ofox two; Set-OfoxConfiguration -LogPath $null",
        "Get-OfoxUsage $file -GroupBy Day, Model, Script")]
    [InlineData("ofox one; ofox two -Continue; Get-OfoxConversation | Export-OfoxConversation $file",
        "Import-OfoxConversation $file; Get-OfoxConversation; ofox three -Continue")]
    [InlineData("[System.IO.File]::WriteAllText($file, '{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"pattern\":\"^x\"},\"b\":{\"$ref\":\"#/properties/a\"}},\"required\":[\"a\"]}')", "ConvertTo-OfoxSchema -SchemaPath $file; Use-OfoxTestResponse '{\"a\":\"x\"}' { ofox one -SchemaPath $file -MaxRepair 0 }")]
    public void No_damage_is_more_than_an_error(string write, string read)
    {
        string path = Folder.File("file.jsonl");
        Engine.Run("$file = $args[0]; $null = . { " + write + " }", path);
        byte[] whole = File.ReadAllBytes(path);
        Assert.InRange(whole.Length, 50, 100_000);
        Random random = new(whole.Length);

        List<string> strange = [];
        for (int i = 0; i < Times; i++)
        {
            byte[] damaged = Damaged(whole, random);
            File.WriteAllBytes(path, damaged);
            EngineResult result = Engine.Try("$file = $args[0]; $null = . { " + read + " }", path);
            ErrorRecord? error = result.Failure;
            if (error is not null && error.Exception is not OfoxException)
            {
                strange.Add($"{error.FullyQualifiedErrorId}: {error.Exception.Message} {error.Exception.StackTrace} after "
                    + $"{Convert.ToBase64String(damaged)}");
            }

            bool wasCut = result.Warnings.Any(static warning => warning.Contains("cut off", StringComparison.Ordinal));
            if (!IsLeft(damaged, File.ReadAllBytes(path), read, error is not null, wasCut))
            {
                strange.Add($"The file was changed ({error?.Exception.Message}) after {Convert.ToBase64String(damaged)}");
            }
        }

        Assert.True(strange.Count == 0, string.Join("\n\n", strange.Take(3)));
    }

    // What a run with a checkpoint found, it keeps, up to the last whole line where it says that it has cut the rest. A cassette is written
    // anew as a whole, so only an error shows what has become of it: one that could not be read is as it was.
    private static bool IsLeft(byte[] before, byte[] after, string read, bool failed, bool wasCut)
    {
        bool writes = read.Contains("-ThrottleLimit", StringComparison.Ordinal) || read.Contains("-Mode Auto", StringComparison.Ordinal);
        if (failed || !writes)
        {
            return before.AsSpan().SequenceEqual(after);
        }

        int kept = wasCut ? Array.LastIndexOf(before, (byte)'\n') + 1 : before.Length;
        return read.Contains("-Mode Auto", StringComparison.Ordinal) || after.AsSpan().StartsWith(before.AsSpan(0, kept));
    }

    private static byte[] Damaged(byte[] whole, Random random)
    {
        List<byte> bytes = [.. whole];
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            int at = random.Next(bytes.Count);
            int length = Math.Min(random.Next(1, 60), bytes.Count - at);
            switch (random.Next(7))
            {
                case 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 3:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 4:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
                case 5:
                    bytes.InsertRange(at, new byte[length]);
                    break;
                default:
                    Replace(bytes, random);
                    break;
            }

            if (bytes.Count == 0)
            {
                bytes.Add((byte)'{');
            }
        }

        return [.. bytes];
    }

    // A value of another kind in the place of one.
    private static void Replace(List<byte> bytes, Random random)
    {
        int[] colons = [.. Enumerable.Range(0, bytes.Count).Where(i => bytes[i] == (byte)':')];
        if (colons.Length == 0)
        {
            return;
        }

        int from = colons[random.Next(colons.Length)] + 1;
        int to = bytes.FindIndex(from, static one => one is (byte)',' or (byte)'}' or (byte)']');
        if (to > from)
        {
            bytes.RemoveRange(from, to - from);
            bytes.InsertRange(from, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
        }
    }

    private static readonly string[] Pieces =
        ["null", "-1", "1e400", "99999999999999999999", "\"\"", "\"\\ud83d\"", "[]", "{}", "true", "[[[[[[", "{\"a\":", "\u0000", "\uFEFF",
            "\r\n", "\"9999-99-99T99:99:99Z\"", "\"\\u001b[31m\"", "\"../../x\"", "\"file:///nowhere/x.png\"", "2147483648", "NaN"];
}
