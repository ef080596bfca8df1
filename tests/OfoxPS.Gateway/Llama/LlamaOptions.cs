using System;
using System.Globalization;

namespace OfoxPS.Gateway.Llama;

/// <summary>How the server was started, as a test says it after the question mark of a model's name.</summary>
/// <param name="Name">The whole name.</param>
/// <param name="Context">Tokens of the prompt and the answer together (<c>context=100</c>).</param>
/// <param name="Loading">So many requests come while the model is loaded (<c>loading=3</c>).</param>
/// <param name="Jinja">Whether it was started with --jinja, without which it takes no tools (<c>jinja=false</c>).</param>
/// <param name="Peg">The first answer does not fit the parser of the template (<c>peg</c>).</param>
internal sealed record LlamaOptions(string Name, int Context, int Loading, bool Jinja, bool Peg)
{
    public const int UsualContext = 2048;

    public static LlamaOptions Of(string name)
    {
        LlamaOptions options = new(name, UsualContext, 0, Jinja: true, Peg: false);
        int mark = name.IndexOf('?', StringComparison.Ordinal);
        foreach (string pair in mark < 0 ? [] : name[(mark + 1)..].Split('&'))
        {
            string[] parts = pair.Split('=', 2);
            string value = parts.Length > 1 ? parts[1] : "true";
            options = parts[0] switch
            {
                "context" => options with { Context = int.Parse(value, CultureInfo.InvariantCulture) },
                "loading" => options with { Loading = int.Parse(value, CultureInfo.InvariantCulture) },
                "jinja" => options with { Jinja = value == "true" },
                "peg" => options with { Peg = value == "true" },
                "case" => options,

                // A mistyped option must not make a test pass that tests nothing.
                _ => throw new LlamaException(400, "invalid_request_error", $"The test option '{pair}' is not understood by this gateway."),
            };
        }

        return options;
    }
}
