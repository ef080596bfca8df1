using OfoxPS.Core.Json;
using Xunit;

namespace OfoxPS.UnitTests.Json;

/// <summary>What the words mean with which servers say why an answer ended.</summary>
public sealed class FinishReasonsTests
{
    [Theory]
    [InlineData("length", "cut")]
    [InlineData("max_tokens", "cut")]
    [InlineData("MAX_TOKENS", "cut")]
    [InlineData("maxTokens", "cut")]
    [InlineData("model_length", "cut")]
    [InlineData("model_context_window_exceeded", "cut")]
    [InlineData("content_filter", "refused")]
    [InlineData("SAFETY", "refused")]
    [InlineData("RECITATION", "refused")]
    [InlineData("PROHIBITED_CONTENT", "refused")]
    [InlineData("refusal", "refused")]
    [InlineData("guardrail_intervened", "refused")]
    [InlineData("tool_calls", "calls")]
    [InlineData("tool_use", "calls")]
    [InlineData("function_call", "calls")]
    [InlineData("error", "failed")]
    [InlineData("insufficient_system_resource", "failed")]
    [InlineData("MALFORMED_FUNCTION_CALL", "failed")]
    [InlineData("stop", "")]
    [InlineData("STOP", "")]
    [InlineData("end_turn", "")]
    [InlineData("eos", "")]
    [InlineData("COMPLETE", "")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void A_word(string? reason, string meaning) => Assert.Equal(
        meaning,
        FinishReasons.IsCut(reason) ? "cut" : FinishReasons.IsRefused(reason) ? "refused" : FinishReasons.IsCall(reason) ? "calls"
            : FinishReasons.IsFailed(reason) ? "failed" : string.Empty);

    [Theory]
    [InlineData("pause_turn", true)]
    [InlineData("timeout", true)]
    [InlineData("cancelled", true)]
    [InlineData("OTHER", true)]
    [InlineData("repetition_truncation", true)]
    [InlineData("stop", false)]
    [InlineData("STOP", false)]
    [InlineData("end_turn", false)]
    [InlineData("stop_sequence", false)]
    [InlineData("eos_token", false)]
    [InlineData("COMPLETE", false)]
    [InlineData("completed", false)]
    [InlineData("length", false)]
    [InlineData("SAFETY", false)]
    [InlineData("tool_use", false)]
    [InlineData("error", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_word_is_known_or_not(string? reason, bool isUnknown) => Assert.Equal(isUnknown, FinishReasons.IsUnknown(reason));
}
