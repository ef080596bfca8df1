using System;
using System.Threading.Tasks;
using OfoxPS.Gateway.Chat;

namespace OfoxPS.Gateway.Faults;

/// <summary>A way for a request to go wrong, asked for by the model's name.</summary>
/// <param name="Name">The model id.</param>
/// <param name="Play">What happens instead of the answer.</param>
/// <param name="FallsBack">The gateway tries the request's fallback models instead, if it names any.</param>
internal sealed record Fault(string Name, Func<ChatReply, Task> Play, bool FallsBack = false)
{
    public const string Prefix = "fault/";
}
