namespace OfoxPS.Core.Conversations;

/// <summary>The answers of a pipeline so far, for the error that ends it. How much is kept has a limit, in number and in length.</summary>
internal sealed class CompletedAnswers
{
    public const int MaximumCount = 1000;
    public const long MaximumCharacters = 16 * 1024 * 1024;

    private readonly List<ChatCompletion> _answers = [];
    private long _characters;

    public void Add(ChatCompletion answer)
    {
        long length = _answers.Count < MaximumCount ? AnswerSize.Of(answer) : 0;
        if (_answers.Count < MaximumCount && _characters + length <= MaximumCharacters)
        {
            _answers.Add(answer);
            _characters += length;
        }
    }

    public ChatCompletion[] ToArray() => [.. _answers];
}
