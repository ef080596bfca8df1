namespace OfoxPS.Core.Conversations;

/// <summary>What is worth knowing of an answer, though it is one.</summary>
internal enum AnswerNote
{
    /// <summary>It was cut off at the token limit.</summary>
    Cut,

    /// <summary>The model, or a filter, refused.</summary>
    Refused,

    /// <summary>It has no text, and nobody has said why.</summary>
    Empty,

    /// <summary>It had not the form that was asked for, and was asked for again.</summary>
    Repaired,
}
