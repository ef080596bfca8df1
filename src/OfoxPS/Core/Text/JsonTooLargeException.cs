using System.Globalization;
using System.Text.Json;

namespace OfoxPS.Core.Text;

/// <summary>A JSON text holds more values than are read.</summary>
internal sealed class JsonTooLargeException() : JsonException(
    $"It holds more than {JsonSize.MaximumValues.ToString("N0", CultureInfo.InvariantCulture)} values");
