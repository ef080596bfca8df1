using System.Buffers.Binary;
using System.Globalization;

namespace OfoxPS.Core.Conversations;

/// <summary>
/// One part of the input, where several machines work on all of it. The hash of a request decides its part, so that it stays the same when
/// other inputs are added or removed.
/// </summary>
/// <param name="Number">Which part, from 1.</param>
/// <param name="Count">How many parts there are.</param>
internal sealed record Shard(int Number, int Count)
{
    /// <summary>The part that a text such as <c>3/8</c> names; null where it names none.</summary>
    public static Shard? Parse(string text)
    {
        string[] parts = text.Split('/');
        return parts.Length == 2 && TryRead(parts[0], out int number) && TryRead(parts[1], out int count) && number >= 1 && number <= count
            ? new Shard(number, count) : null;
    }

    /// <summary>The part of this task of a job array of Slurm; null outside one.</summary>
    /// <exception cref="OfoxException">
    /// The variables name no part. Each task would work on the whole input, and all of it would be paid as often.
    /// </exception>
    public static Shard? OfSlurm(Func<string, string?> variable)
    {
        if (string.IsNullOrEmpty(variable("SLURM_ARRAY_TASK_ID")))
        {
            return null;
        }

        int id = Read("ID");
        int count = Read("COUNT");
        int first = Read("MIN", 0);
        int step = Math.Max(1, Read("STEP", 1));
        int index = (id - first) / step;
        return id >= first && (id - first) % step == 0 && index < count
            ? new Shard(index + 1, count)
            : throw Failure.InvalidArgument(
                $"Task {id} is not one of {count} tasks that are numbered from {first} in steps of {step}: "
                    + "number the tasks of the job array without gaps, as in --array=1-8, or give the part with -Shard");

        int Read(string name, int? missing = null) =>
            TryRead(variable($"SLURM_ARRAY_TASK_{name}"), out int number) ? number
            : missing is { } missingValue && string.IsNullOrEmpty(variable($"SLURM_ARRAY_TASK_{name}")) ? missingValue
            : throw Failure.InvalidArgument(
                $"SLURM_ARRAY_TASK_{name} is '{variable($"SLURM_ARRAY_TASK_{name}")}', which is not a "
                    + "number: give the part with -Shard, as in 3/8");
    }

    /// <summary>Whether a request belongs to this part.</summary>
    /// <param name="hash">The hash of what it asks.</param>
    public bool Has(byte[] hash)
    {
        // The last bytes of the hash, because the first ones are the key of the record.
        uint last = BinaryPrimitives.ReadUInt32LittleEndian(hash.AsSpan(hash.Length - 4));
        return last % (uint)Count == (uint)Number - 1;
    }

    /// <summary>The file of this part: run.jsonl becomes run.3of8.jsonl.</summary>
    public string PathOf(string path) => Path.Combine(
        Path.GetDirectoryName(path) ?? string.Empty,
        $"{Path.GetFileNameWithoutExtension(path)}.{Number}of{Count}{Path.GetExtension(path)}");

    public override string ToString() => $"{Number}/{Count}";

    private static bool TryRead(string? text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
