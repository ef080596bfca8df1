namespace OfoxPS.Core.Preview;

/// <summary>A request as a call of Invoke-RestMethod.</summary>
internal static class RestMethodText
{
    // PowerShell reads typographic single quotes as quotes too.
    private static readonly char[] Quotes = ['\'', '\u2018', '\u2019', '\u201A', '\u201B'];

    public static string Of(PastedRequest request)
    {
        List<string> lines =
        [
            "$request = @{",
            "    Method      = 'Post'",
            $"    Uri         = {Value(request.Address)}",
            "    Headers     = @{",
        ];

        // The type of the content has a parameter of its own, and User-Agent is refused among the headers of Windows PowerShell.
        lines.AddRange(Others(request).Select(static header => $"        {Quote(header.Name)} = {Value(header.Value)}"));
        lines.Add("    }");
        AddOwn(lines, request, "User-Agent", "UserAgent  ");
        AddOwn(lines, request, "Content-Type", "ContentType");
        lines.AddRange(Route(request));
        lines.Add($"    Body        = {Quote(request.Json)}");
        lines.Add("}");
        lines.Add("Invoke-RestMethod @request");
        return string.Join("\n", lines);
    }

    private static IEnumerable<(string Name, PastedText Value)> Others(PastedRequest request) =>
        request.Headers.Where(static header => !Is(header.Name, "Content-Type") && !Is(header.Name, "User-Agent"));

    private static void AddOwn(List<string> lines, PastedRequest request, string header, string parameter)
    {
        foreach ((_, PastedText value) in request.Headers.Where(own => Is(own.Name, header)))
        {
            lines.Add($"    {parameter} = {Value(value)}");
        }
    }

    private static IEnumerable<string> Route(PastedRequest request)
    {
        if (request.SkipCertificateCheck)
        {
            yield return "    SkipCertificateCheck = $true";
        }

        if (request.NoProxy)
        {
            yield return "    NoProxy     = $true";
        }
        else if (request.Proxy is not null)
        {
            yield return $"    Proxy       = {Quote(request.Proxy)}";
            if (request.HasProxyUser)
            {
                yield return "    ProxyCredential = Get-Credential";
            }
        }
    }

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

    // Braces around the name, because the text after it could be read as a part of it.
    private static string Value(PastedText text)
    {
        if (text.IsSimple && text.Pieces.Count > 1 && text.Pieces[text.Pieces.Count - 1].IsVariable
            && text.Pieces.Count(static piece => piece.IsVariable) == 1)
        {
            return $"\"{text.ToString(static name => "$env:" + name)}\"";
        }

        string value = string.Join(" + ", text.Pieces.Select(static piece => piece.IsVariable ? $"$env:{piece.Text}" : Quote(piece.Text)));
        return text.Pieces.Count > 1 ? $"({value})" : value;
    }

    private static string Quote(string text) =>
        $"'{string.Concat(text.Select(static c => Quotes.Contains(c) ? new string(c, 2) : c.ToString()))}'";
}
