using System.Text;

namespace OfoxPS.Core.Preview;

/// <summary>A request as a call of curl for a POSIX shell (sh, bash, zsh).</summary>
internal static class CurlText
{
    // Linux takes at most 128 KiB in one argument; more goes by standard input.
    private const int LongestArgument = 96 * 1024;

    private const string EndOfBody = "OFOX_BODY";

    public static string Of(PastedRequest request)
    {
        List<string> lines = [$"curl {Word(request.Address)}", .. Route(request)];
        lines.AddRange(request.Headers.Select(static header => $"-H {Word(Header(header.Name, header.Value))}"));
        bool inArgument = Encoding.UTF8.GetByteCount(request.Json) <= LongestArgument;
        lines.Add(inArgument ? $"--data-raw {Quote(request.Json)}" : $"--data-binary @- <<'{EndOfBody}'\n{request.Json}\n{EndOfBody}");
        return string.Join(" \\\n  ", lines);
    }

    private static IEnumerable<string> Route(PastedRequest request)
    {
        if (request.Stream)
        {
            yield return "--no-buffer";
        }

        if (request.SkipCertificateCheck)
        {
            yield return "--insecure";
        }

        if (request.NoProxy)
        {
            yield return "--noproxy '*'";
        }
        else if (request.Proxy is not null)
        {
            yield return $"--proxy {Quote(request.Proxy)}{(request.HasProxyUser ? " --proxy-user \"$OFOX_PROXY_USER\"" : string.Empty)}";
        }
    }

    private static PastedText Header(string name, PastedText value)
    {
        PastedText header = new(name + ": ");
        foreach ((string text, bool isVariable) in value.Pieces)
        {
            _ = isVariable ? header.Variable(text) : header.Literal(text);
        }

        return header;
    }

    // Simple words around a variable read best in one pair of quotes; anything else is quoted piece by piece.
    private static string Word(PastedText text) => text.IsSimple
        ? $"\"{text.ToString(static name => "$" + name)}\""
        : string.Concat(text.Pieces.Select(static piece => piece.IsVariable ? $"\"${piece.Text}\"" : Quote(piece.Text)));

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''")}'";
}
