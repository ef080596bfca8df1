namespace OfoxPS.Core.Client;

/// <summary>The answer is whole; the last event of a call that succeeds.</summary>
internal sealed record CompletionEvent(ChatCompletion Completion) : CallEvent;
