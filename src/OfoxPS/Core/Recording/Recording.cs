using System;

namespace OfoxPS.Core.Recording;

/// <summary>An attempt that is over and is to be recorded.</summary>
/// <param name="Asked">The request.</param>
/// <param name="Came">Asks for what came; null where there is nothing to keep.</param>
internal sealed record Recording(ComparableRequest Asked, Func<RecordedResponse?> Came);
