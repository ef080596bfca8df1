using System.Linq;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using OfoxPS.Core.Conversations;

namespace OfoxPS.Shell.Running;

/// <summary>
/// The last conversation of Invoke-OfoxChat in a runspace, for -Continue. A failed request does not replace it. It is discarded
/// with the runspace.
/// </summary>
internal sealed class LastConversation
{
    /// <summary>The largest conversation that is kept, in characters of text and bytes of images together.</summary>
    public const long LargestSize = 32 * 1024 * 1024;

    private static readonly ConditionalWeakTable<Runspace, LastConversation> Runspaces = new();

    private OfoxConversation? _conversation;
    private bool _wasTooLarge;

    public static LastConversation Current => Runspaces.GetOrCreateValue(Runspace.DefaultRunspace);

    /// <summary>The conversation.</summary>
    /// <exception cref="OfoxException">There is none.</exception>
    public OfoxConversation Get() => _conversation ?? throw Failure.InvalidArgument(_wasTooLarge
        ? "The last conversation is too large to be kept. Keep the answer in a variable and go on with $answer | ofox."
        : "There is no conversation to continue in this session: ofox has not answered yet. One in a file goes on with "
            + "Import-OfoxConversation FILE | ofox '...'");

    /// <summary>Keeps an answer and the messages before it.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="before">The conversation that -Continue goes on with; null without it.</param>
    public void Keep(ChatCompletion answer, OfoxConversation? before)
    {
        before ??= ContinuedBy(answer.Conversation);
        Keep(new OfoxConversation
        {
            Messages = answer.Conversation,
            Model = answer.Model ?? answer.RequestedModel,
            BaseUri = answer.BaseUri,
            Usage = before is null ? answer.Usage : Usage.Sum([before.Usage, answer.Usage]),
            Cost = before is null ? answer.Cost : before.Cost + answer.Cost,
        });
    }

    /// <summary>Keeps the text of an answer that was stopped; nothing where no text had arrived.</summary>
    public void KeepInterrupted(Turn turn, OfoxConversation? before)
    {
        if (turn.Answer is { Content.Length: > 0, Message: { } message } answer)
        {
            Keep(new OfoxConversation
            {
                Messages =
                [
                    .. turn.Request.Messages,
                    new ChatMessage(message.Role, answer.Content) { Model = message.Model, Origin = message.Origin },
                ],
                Model = answer.Model ?? turn.Request.Model,
                BaseUri = answer.BaseUri,
                Usage = Usage.Sum([before?.Usage, answer.Usage]),
                Cost = before is null ? answer.Cost : before.Cost + answer.Cost,
                IsInterrupted = true,
            });
        }
    }

    // For <c>$answer | ofox</c>, which continues a conversation as -Continue does, so its usage and cost are added too.
    private OfoxConversation? ContinuedBy(ChatMessage[] messages) =>
        _conversation is { Messages: var earlier } && earlier.Length < messages.Length
            && earlier.Zip(messages, ReferenceEquals).All(static same => same)
            ? _conversation
            : null;

    private void Keep(OfoxConversation conversation)
    {
        _wasTooLarge = conversation.Messages.Sum(AnswerSize.Of) > LargestSize;
        _conversation = _wasTooLarge ? null : conversation;
    }
}
