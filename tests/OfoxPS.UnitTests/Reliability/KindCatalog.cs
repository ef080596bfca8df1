using System.Collections.Generic;

namespace OfoxPS.UnitTests.Reliability;

/// <summary>What OfoxPS never does, by the kind of fault: where in src each kind is made impossible, and which tests hold it.</summary>
internal static class KindCatalog
{
    /// <summary>The rows of the page: what holds, the folder or the type that holds it, and the classes of the tests.</summary>
    public static IReadOnlyList<(string Promise, string Place, string[] Tests)> All { get; } =
    [
        ("A file of the user is never overwritten, cut or deleted: a file is written to only after its content was known for one of ours",
            "Core/Files", ["FileKindTests", "DamagedFileTests", "SoleWriterFileTests"]),
        ("A file grows by whole records or not at all, and is replaced as a whole; what is full, read-only or gone is one error, and "
            + "the run ends",
            "Core/Files", ["SoleWriterFileTests", "FileContentTests", "CheckpointLossTests"]),
        ("A file has one writer at a time, whatever names and links lead to it, and no lock can be deleted or taken by another user",
            "Core/Files", ["UserLockTests", "CheckpointFileTests"]),
        ("A file that holds answers can be read by its user alone, where the system has modes", "Core/Files",
            ["FileContentTests", "FilesOwnerTests"]),
        ("What is no regular file (a pipe, a device, a directory) is never waited for", "Core/Files", ["FileKindTests", "FileStateTests"]),
        ("A budget counts every attempt that was sent and may be billed, and puts aside before each what its body can cost at most",
            "Core/Conversations", ["BudgetTests", "BudgetReservationTests", "CostEstimateTests"]),
        ("What a run records is decided first: an answer that lands while the run ends is judged like any other", "Core/Conversations",
            ["EndedRunTests", "BatchRunTests"]),
        ("Requests that differ in what a server sees are never taken for each other in a checkpoint", "Core/Checkpoint",
            ["RequestHashTests"]),
        ("What is shown, hashed, recorded and sent is the same text: one writer makes the messages", "Core/Json",
            ["SentBackTests", "SentBackCallTests", "AnyConversationTests"]),
        ("Work on a text of a server, a model or a user is linear in its length, has a limit, or stops with the pipeline",
            "Core/Terminal, Core/Schema", ["MarkdownWorkTests", "PatternMatcherTests", "ValidationTests"]),
        ("Advice of a server on a good answer delays, and is found out about by one request; waiting is not failing", "Core/Pacing",
            ["GateTests", "PacingTests"]),
        ("What has been received and not yet written has one budget of memory for the process", "Core/Pacing, Core/Client",
            ["MemoryQuotaTests", "MemoryReadingTests"]),
        ("The key, secret headers, the query of the address and the password of a proxy are in no stream, file or error",
            "Core/Text", ["RedactorTests", "SecretsOfCallTests"]),
        ("Text from outside reaches no terminal with escape sequences, control characters or marks of direction",
            "Core/Text, Shell/Showing", ["ForeignTextTests", "HostTextTests"]),
    ];
}
