using OfoxPS.Core.Catalog;

namespace OfoxPS.Core.Client;

/// <summary>The server told its models; the last event of such a call.</summary>
/// <param name="Answer">What it answered; null where nothing has changed since it was last asked.</param>
internal sealed record ModelListEvent(CatalogAnswer? Answer) : CallEvent;
