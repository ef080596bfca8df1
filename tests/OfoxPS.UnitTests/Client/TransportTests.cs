using System;
using System.Net;
using OfoxPS.Core.Client;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Client;

/// <summary>Sockets are shared by calls whose network settings are the same, and by no others.</summary>
public sealed class TransportTests
{
    [Fact]
    public void The_key_and_the_headers_make_no_difference() => Assert.Same(
        Transport.For(Ask.Options),
        Transport.For(
            Ask.Options with
            {
                ApiKey = Ask.Secret("another"),
                Headers = new System.Collections.Generic.Dictionary<string, string> { ["a"] = "b" },
                MaximumRetryCount = 7
            }));

    public static TheoryData<string> Differences => ["proxy", "user", "password", "no proxy", "certificates"];

    [Theory]
    [MemberData(nameof(Differences))]
    public void The_network_does(string difference)
    {
        CallOptions one = Ask.Options with { Proxy = new Uri("http://proxy.test:1"), ProxyCredential = new NetworkCredential("u", "p") };
        CallOptions other = difference switch
        {
            "proxy" => one with { Proxy = new Uri("http://proxy.test:2") },
            "user" => one with { ProxyCredential = new NetworkCredential("v", "p") },
            "password" => one with { ProxyCredential = new NetworkCredential("u", "q") },
            "no proxy" => one with { NoProxy = true },
            _ => one with { SkipCertificateCheck = true },
        };

        Assert.NotSame(Transport.For(one), Transport.For(other));
        Assert.Same(Transport.For(other), Transport.For(other with { }));
    }

    [Fact]
    public void A_limit_of_time_does_not() => Assert.Same(
        Transport.For(Ask.Options),
        Transport.For(Ask.Options with { ConnectionTimeout = TimeSpan.FromSeconds(7) }));
}
