using OfoxPS.Core.Json;

namespace OfoxPS.Core.Conversations;

/// <summary>A request that is ready to be sent.</summary>
/// <param name="Request">What is asked.</param>
/// <param name="Body">The same, as it is sent.</param>
/// <param name="Warnings">What the user should know of it, such as parts of the input that were left out.</param>
internal sealed record PreparedRequest(ChatRequest Request, RequestBody Body, string[] Warnings)
{
    /// <summary>The input itself names the model, so that other inputs may ask another one.</summary>
    public bool IsModelPiped { get; init; }
}
