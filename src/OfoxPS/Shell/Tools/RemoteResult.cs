namespace OfoxPS.Shell.Tools;

/// <summary>The result of a call of a remote tool.</summary>
/// <param name="Text">The result as text, for a model that gets the images too.</param>
/// <param name="TextAlone">The result as text, for a model that takes no images.</param>
/// <param name="Objects">The result as objects, for a script.</param>
/// <param name="Images">The images of the result.</param>
/// <param name="Error">The error message; null if the call succeeded.</param>
internal sealed record RemoteResult(
    string Text, string TextAlone, IReadOnlyList<object?> Objects, IReadOnlyList<ChatMedia> Images, string? Error)
{
    /// <summary>The same result with secrets masked in what a model reads. A script takes the objects as they are.</summary>
    /// <param name="clean">Masks secrets in a text.</param>
    public RemoteResult Cleaned(Func<string, string> clean) => this with
    {
        Text = clean(Text),
        TextAlone = clean(TextAlone),
        Error = Error is null ? null : clean(Error),
    };
}
