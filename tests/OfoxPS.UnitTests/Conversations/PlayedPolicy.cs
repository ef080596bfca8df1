using System;
using System.Collections.Generic;
using OfoxPS.Core.Conversations;

namespace OfoxPS.UnitTests.Conversations;

/// <summary>A policy that a test writes, and what it was told of.</summary>
internal sealed class PlayedPolicy : TurnPolicy
{
    public Func<ChatRequest, ChatCompletion, ChatRequest?> Answered { get; init; } = static (_, _) => null;

    public Func<ChatRequest, OfoxException, ChatRequest?> Recovered { get; init; } = static (_, _) => null;

    public Action<ChatRequest, ChatCompletion> Restore { get; init; } = static (_, _) => { };

    public Func<ChatCompletion, bool> Pending { get; init; } = static _ => false;

    public List<OfoxException> Failures { get; } = [];

    public override bool IsPending(ChatCompletion answer) => Pending(answer);

    public override ChatRequest? AfterAnswer(ChatRequest request, ChatCompletion answer) => Answered(request, answer);

    public override ChatRequest? AfterFailure(ChatRequest request, OfoxException failure) => Recovered(request, failure);

    public override void Restored(ChatRequest request, ChatCompletion answer) => Restore(request, answer);

    public override void Failed(ChatRequest request, OfoxException failure) => Failures.Add(failure);
}
