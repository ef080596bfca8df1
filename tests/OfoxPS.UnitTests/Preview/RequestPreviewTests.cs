using System;
using System.Collections.Generic;
using System.Net;
using System.Security;
using OfoxPS.Core.Client;
using OfoxPS.Core.Json;
using OfoxPS.Core.Preview;
using OfoxPS.Core.Text;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Preview;

/// <summary>What would be sent, without its secrets. That the texts work when pasted is shown in a shell.</summary>
public sealed class RequestPreviewTests
{
    private static readonly CallOptions Options = Ask.Options with
    {
        Endpoint = new Uri("https://gateway.test/v1/chat/completions?key=query-secret-1&flag"),
        Headers = new Dictionary<string, string> { ["X-Team"] = "header-secret-1" },
        SecretHeaders = ["X-Team"],
        Proxy = new Uri("http://bob:proxy-secret-1@proxy.test:3128"),
        ProxyCredential = new NetworkCredential("bob", "proxy-secret-1"),
        ProxyUsers = ["bob:proxy-secret-1"],
    };

    [Fact]
    public void The_body_is_the_one_that_is_sent()
    {
        ChatRequest request = Ask.Plain with
        {
            Temperature = 0.25,
            Extra = new Dictionary<string, object?> { ["a"] = new object?[] { 1, 1.5, null, true }, ["big"] = 12345678901234567890m },
        };

        OfoxRequest shown = Preview(request).ToObject();

        Assert.Equal(Ask.Json(request), JsonTreeWriter.ToText(shown.Body));
        Assert.Equal((RequestWriter.Write(request).Length, 1, 1, 0), (shown.Length, shown.MessageCount, shown.PartCount, shown.ImageCount));
    }

    [Fact]
    public void Images_are_whole_in_the_object_and_counted_in_the_text()
    {
        byte[] image = TestImage.Png(100_000);
        ChatRequest request = Ask.With(new ChatMessage { Content = new[] { ChatContentPart.FromMedia(ChatMedia.FromBytes(image)) } });

        RequestPreview preview = Preview(request);

        Assert.Contains(
            $"data:image/png;base64,{Convert.ToBase64String(image)}\"", JsonTreeWriter.ToText(preview.ToObject().Body),
            StringComparison.Ordinal);
        Assert.Contains("data:image/png;base64,<100000 bytes>", preview.ToText(), StringComparison.Ordinal);
        Assert.Equal(1, preview.ToObject().ImageCount);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("object")]
    [InlineData("json")]
    [InlineData("curl")]
    [InlineData("rest")]
    public void No_secret_is_in_it(string form)
    {
        RequestPreview preview =
            Preview(Ask.With(new ChatMessage("user", $"{Ask.Key} header-secret-1 query-secret-1 proxy-secret-1 \\ it")), Options);

        string text = form switch
        {
            "text" => preview.ToText(),
            "object" => Describe.Value(preview.ToObject()),
            "json" => preview.ToJson(),
            "curl" => preview.ToCurl(),
            _ => preview.ToRestMethod(),
        };

        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Ask.Key, text, StringComparison.Ordinal);
        Assert.Contains("****", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_digits_does_not_break_the_JSON()
    {
        CallOptions digits = Ask.Options with { ApiKey = Ask.Secret("1234") };

        string json = Preview(Ask.Plain with { MaxTokens = 1234 }, digits).ToJson();

        Assert.Equal(1234L, JsonTree.ParseObject(json)!["max_tokens"]);
    }

    [Fact]
    public void Secrets_are_variables_where_it_is_pasted()
    {
        string curl = Preview(Ask.Plain, Options).ToCurl();
        string rest = Preview(Ask.Plain, Options).ToRestMethod();

        Assert.Contains("-H \"Authorization: Bearer $OFOX_API_KEY\"", curl, StringComparison.Ordinal);
        Assert.Contains("-H \"X-Team: $OFOX_HEADER_X_TEAM\"", curl, StringComparison.Ordinal);
        Assert.Contains(
            "'https://gateway.test/v1/chat/completions?key='\"$OFOX_QUERY_KEY\"'&'\"$OFOX_QUERY_\"", curl, StringComparison.Ordinal);
        Assert.Contains("--proxy 'http://proxy.test:3128' --proxy-user \"$OFOX_PROXY_USER\"", curl, StringComparison.Ordinal);
        Assert.Contains("'Authorization' = \"Bearer $env:OFOX_API_KEY\"", rest, StringComparison.Ordinal);
        Assert.Contains("'X-Team' = $env:OFOX_HEADER_X_TEAM", rest, StringComparison.Ordinal);
        Assert.Contains(
            "('https://gateway.test/v1/chat/completions?key=' + $env:OFOX_QUERY_KEY + '&' + $env:OFOX_QUERY_)", rest,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'")]
    [InlineData("\u2018")]
    [InlineData("\u2019")]
    [InlineData("\u201A")]
    [InlineData("\u201B")]
    public void Each_quote_that_PowerShell_reads_as_one_is_doubled(string quote)
    {
        string rest = Preview(Ask.With(new ChatMessage("user", $"it{quote}; Remove-Item x; {quote}"))).ToRestMethod();

        Assert.Contains($"it{quote}{quote}; Remove-Item x; {quote}{quote}", rest, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_of_the_user_s_replaces_ours()
    {
        CallOptions own = Ask.Options with { Headers = new Dictionary<string, string> { ["authorization"] = "Basic 0123456789" } };

        OfoxRequest shown = Preview(Ask.Plain, own).ToObject();

        Assert.Equal("****", shown.Headers["Authorization"]);
        Assert.DoesNotContain("OFOX_API_KEY", Preview(Ask.Plain, own).ToCurl(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_needs_no_key() =>
        Assert.Equal(
            "Bearer ****", Preview(Ask.Plain, Ask.Options with { ApiKey = new SecureString() }).ToObject().Headers["Authorization"]);

    [Fact]
    public void A_long_body_goes_by_standard_input()
    {
        string curl = Preview(Ask.With(new ChatMessage("user", new string('x', 200_000)))).ToCurl();

        Assert.Contains("--data-binary @- <<'OFOX_BODY'\n{", curl, StringComparison.Ordinal);
        Assert.EndsWith("}\nOFOX_BODY", curl, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_terminal_would_swallow_is_written_out()
    {
        string curl = Preview(Ask.With(new ChatMessage("user", "a\u009Bb\u2028c\uFEFFd\u001Be"))).ToCurl();

        Assert.Contains("a\\u009bb\\u2028c\\ufeffd\\u001be", curl, StringComparison.Ordinal);
    }

    private static RequestPreview Preview(ChatRequest request, CallOptions? options = null) =>
        new(request, RequestWriter.Write(request), options ?? Ask.Options);
}
