using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Client;
using OfoxPS.Core.Conversations;
using Xunit;

namespace OfoxPS.UnitTests.Conversations;

/// <summary>How a conversation goes from turn to turn and ends.</summary>
public sealed class ConversationTests
{
    private static readonly OfoxException Fault = new(OfoxErrorKind.OfoxServerError, "broken");

    [Fact]
    public void Ends_with_the_answer_where_every_policy_is_content()
    {
        Conversation conversation = PlayedCalls.Conversation(7, new PlayedPolicy(), new PlayedPolicy());

        Run(conversation, PlayedCalls.Echo());

        Assert.Equal(ConversationState.Completed, conversation.State);
        Assert.Equal("number 7", conversation.Answer!.Content);
        Assert.Equal(7, conversation.Answer.InputObject);
        Assert.Equal(1, conversation.Calls);
    }

    [Fact]
    public void Goes_on_with_the_request_of_the_first_policy_that_gives_one()
    {
        int asked = 0;
        PlayedPolicy first = new() { Answered = (request, _) => asked++ < 2 ? Next(request, "again") : null };
        PlayedPolicy second = new() { Answered = (request, answer) => answer.Content == "again" ? Next(request, "last") : null };
        Conversation conversation = PlayedCalls.Conversation(0, first, second);

        Run(conversation, PlayedCalls.Echo());

        Assert.Equal("last", conversation.Answer!.Content);
        Assert.Equal(4, conversation.Calls);
    }

    [Fact]
    public void A_policy_that_refuses_an_answer_ends_it_and_every_policy_is_told()
    {
        PlayedPolicy content = new();
        PlayedPolicy refuses = new() { Answered = static (_, _) => throw Fault };
        Conversation conversation = PlayedCalls.Conversation(0, content, refuses);

        Run(conversation, PlayedCalls.Echo());

        Assert.Equal(ConversationState.Failed, conversation.State);
        Assert.Same(Fault, conversation.Failure);
        Assert.Equal([Fault], content.Failures);
        Assert.Equal([Fault], refuses.Failures);
    }

    [Fact]
    public void A_policy_that_breaks_does_not_pass_for_a_failure_of_the_request()
    {
        Conversation conversation =
            PlayedCalls.Conversation(0, new PlayedPolicy { Answered = static (_, _) => throw new NotSupportedException("a bug") });

        Assert.Throws<NotSupportedException>(() => Run(conversation, PlayedCalls.Echo()));
        Assert.Equal(ConversationState.TurnEnded, conversation.State);
    }

    [Fact]
    public void A_failed_call_is_made_in_another_form_where_a_policy_knows_one()
    {
        PlayedPolicy policy =
            new() { Recovered = static (request, _) => request.Messages[0].Content is "number 0" ? Next(request, "humbler") : null };
        Conversation conversation = PlayedCalls.Conversation(0, policy);

        Run(conversation, new PlayedCalls(static (turn, _) => turn.Request.Messages[0].Content is "humbler" ? Answer(turn) : Fail()));

        Assert.Equal("humbler", conversation.Answer!.Content);
        Assert.Empty(policy.Failures);
    }

    [Fact]
    public void A_failed_call_that_no_policy_can_mend_is_the_end()
    {
        PlayedPolicy policy = new();
        Conversation conversation = PlayedCalls.Conversation(0, policy);

        Run(conversation, new PlayedCalls(static (_, _) => Fail()));

        Assert.Same(Fault, conversation.Failure);
        Assert.Null(conversation.Answer);
        Assert.Equal([Fault], policy.Failures);
    }

    [Fact]
    public void A_next_request_that_cannot_be_written_is_a_failure()
    {
        PlayedPolicy policy = new() { Answered = static (request, _) => Next(request, "half \ud83d") };
        Conversation conversation = PlayedCalls.Conversation(0, policy);

        Run(conversation, PlayedCalls.Echo());

        Assert.Equal(ConversationState.Failed, conversation.State);
        Assert.Single(policy.Failures);
    }

    [Fact]
    public void An_input_that_was_never_sent_has_failed_and_has_no_turn()
    {
        Conversation conversation = Conversation.NotSent(3, "input", Fault);

        Assert.True(conversation.IsEnded);
        Assert.Same(Fault, conversation.Failure);
        Assert.Throws<InvalidOperationException>(() => conversation.Turn);
    }

    [Theory]
    [InlineData("end before the begin")]
    [InlineData("begin twice")]
    [InlineData("ask the policies before the end")]
    public void Steps_out_of_order_are_refused(string step)
    {
        Conversation conversation = PlayedCalls.Conversation(0);

        Assert.Throws<InvalidOperationException>(() =>
        {
            if (step == "end before the begin")
            {
                conversation.End(null);
            }

            conversation.Begin();
            if (step == "begin twice")
            {
                conversation.Begin();
            }

            conversation.EndTurn();
        });
    }

    internal static void Run(Conversation conversation, PlayedCalls calls)
    {
        using ConversationScheduler scheduler = calls.Scheduler(1);
        scheduler.Add(conversation);
        while (scheduler.TryTake(Timeout.InfiniteTimeSpan, out _, out CallEvent? item))
        {
            if (item is null)
            {
                conversation.EndTurn();
            }

            scheduler.Resume(conversation);
        }
    }

    private static ChatRequest Next(ChatRequest request, string prompt) => request with { Messages = [new ChatMessage("user", prompt)] };

    private static async IAsyncEnumerable<CallEvent> Answer(Turn turn)
    {
        await Task.Yield();
        yield return new CompletionEvent(PlayedCalls.Completion(turn));
    }

    [Fact]
    public void Objects_of_a_long_answer_that_waits_are_made_again_when_they_are_needed()
    {
        int restored = 0;
        PlayedPolicy policy = new() { Restore = (_, answer) => answer.Output = $"read {++restored}" };
        Conversation conversation = Completed(policy, new string('x', 70_000));
        conversation.Answer!.Output = "read 0";

        conversation.Shelve();
        Assert.Null(conversation.Answer.Output);
        conversation.Load();

        Assert.Equal(("read 1", 1), (conversation.Answer.Output, restored));
        Conversation small = Completed(policy, "x");
        small.Answer!.Output = "kept";
        small.Shelve();
        Assert.Equal("kept", small.Answer.Output);
    }

    [Fact]
    public void A_run_that_ends_judges_a_turn_that_has_ended_and_sends_nothing_more()
    {
        ChatRequest other = PlayedCalls.Request("other").Request;
        Assert.Equal(ConversationState.Completed, Closed(new PlayedPolicy()).State);
        Assert.Equal(ConversationState.Interrupted, Closed(new PlayedPolicy { Answered = (_, _) => other }).State);
        Assert.Equal(
            ConversationState.Interrupted,
            Closed(new PlayedPolicy
            {
                Pending = static _ => true,
                Answered = static (_, _) => throw new InvalidOperationException()
            }).State);
        Assert.Equal(
            ConversationState.Failed,
            Closed(new PlayedPolicy { Answered = static (_, _) => throw new OfoxException(OfoxErrorKind.OfoxRefused, "no") }).State);
    }

    private static Conversation Closed(PlayedPolicy policy)
    {
        Conversation conversation = PlayedCalls.Conversation(0, policy);
        conversation.Begin();
        conversation.Accept(new CompletionEvent(PlayedCalls.Completion(conversation.Turn)));
        conversation.End(null);
        conversation.Close();
        return conversation;
    }

    private static Conversation Completed(PlayedPolicy policy, string text)
    {
        Conversation conversation = PlayedCalls.Conversation(0, policy);
        conversation.Begin();
        ChatCompletion answer = PlayedCalls.Completion(conversation.Turn);
        answer.Content = text;
        conversation.Accept(new CompletionEvent(answer));
        conversation.End(null);
        conversation.EndTurn();
        return conversation;
    }

    private static async IAsyncEnumerable<CallEvent> Fail()
    {
        await Task.Yield();
        throw Fault;
#pragma warning disable CS0162 // The compiler makes an iterator of it only where something is yielded.
        yield break;
#pragma warning restore CS0162
    }
}
