using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using OfoxPS.Core.Conversations;
using OfoxPS.Shell.Testing;

namespace OfoxPS.Shell.Running;

/// <summary>
/// The last conversation of Invoke-OfoxChat, for -Continue. The session has one, and each module and each block of a test has its own, so
/// that what they ask does not take the place of what the user asked. A failure leaves the one before.
/// </summary>
internal sealed class LastConversation
{
    /// <summary>The largest conversation that is kept, in characters of text and bytes of images together.</summary>
    public const long LargestSize = 32 * 1024 * 1024;

    // By block, module or runspace. A module object belongs to one runspace.
    private static readonly ConditionalWeakTable<object, LastConversation> Owners = new();

    private OfoxConversation? _conversation;
    private bool _wasTooLarge;

    /// <summary>That of the innermost block of a test, of the module whose code calls, or of the session.</summary>
    public static LastConversation For(PSCmdlet caller) => Owners.GetOrCreateValue(Owner(caller));

    /// <summary>The conversation.</summary>
    /// <exception cref="OfoxException">There is none.</exception>
    public static OfoxConversation Get(PSCmdlet caller)
    {
        LastConversation last = For(caller);
        string place = Owner(caller) switch
        {
            TestScope => "this block of a test, which has its own",
            PSModuleInfo module => $"the module '{module.Name}', which has its own",
            _ => "this session",
        };
        return last._conversation ?? throw Failure.InvalidArgument(last._wasTooLarge
            ? "The last conversation is too large to be kept. Keep the answer in a variable and go on with $answer | ofox."
            : $"There is no conversation to continue in {place}: ofox has not answered yet. One in a file goes on with "
                + "Import-OfoxConversation FILE | ofox '...'");
    }

    /// <summary>Keeps an answer and the messages before it.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="before">The conversation that -Continue goes on with; null without it.</param>
    public void Keep(ChatCompletion answer, OfoxConversation? before) =>
        Keep(answer, answer.Conversation, before ?? ContinuedBy(answer.Conversation), isInterrupted: false);

    /// <summary>Keeps the text of an answer that was stopped; nothing where no text had arrived.</summary>
    public void KeepInterrupted(Turn turn, OfoxConversation? before)
    {
        if (turn.Answer is { Content.Length: > 0, Message: { } message } answer)
        {
            ChatMessage text = new(message.Role, answer.Content) { Model = message.Model, Origin = message.Origin };
            Keep(answer, [.. turn.Request.Messages, text], before, isInterrupted: true);
        }
    }

    private void Keep(ChatCompletion answer, ChatMessage[] messages, OfoxConversation? before, bool isInterrupted)
    {
        _wasTooLarge = messages.Sum(AnswerSize.Of) > LargestSize;
        _conversation = _wasTooLarge ? null : new OfoxConversation
        {
            Messages = messages,
            Model = answer.Model ?? answer.RequestedModel,
            BaseUri = answer.BaseUri,
            Usage = before is null ? answer.Usage : Usage.Sum([before.Usage, answer.Usage]),
            Cost = before is null ? answer.Cost : before.Cost + answer.Cost,
            IsInterrupted = isInterrupted,
        };
    }

    private static object Owner(PSCmdlet caller) =>
        (object?)TestScopes.Current.Innermost ?? (object?)caller.SessionState.Module ?? Runspace.DefaultRunspace;

    // $answer | ofox goes on with the last conversation as -Continue does, so what that has used and cost is counted too.
    private OfoxConversation? ContinuedBy(ChatMessage[] messages) =>
        _conversation is { Messages: var earlier } && earlier.Length < messages.Length
            && earlier.Zip(messages, ReferenceEquals).All(static same => same)
            ? _conversation
            : null;
}
