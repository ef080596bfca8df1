using System;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OfoxPS.Gateway.Wire;

/// <summary>Certificates of this run, which no machine trusts.</summary>
public static class Certificates
{
    // Made when one is asked for: Wine cannot make them, and plays all faults that need none.
    private static readonly Lazy<X509Certificate2> LazySelfSigned = new(static () => Make("localhost", DateTimeOffset.UtcNow.AddDays(30)));
    private static readonly Lazy<X509Certificate2> LazyExpired = new(static () => Make("localhost", DateTimeOffset.UtcNow.AddDays(-1)));
    private static readonly Lazy<X509Certificate2> LazyOtherName =
        new(static () => Make("another.test", DateTimeOffset.UtcNow.AddDays(30)));

    /// <summary>For localhost and the loopback addresses.</summary>
    public static X509Certificate2 SelfSigned => LazySelfSigned.Value;

    public static X509Certificate2 Expired => LazyExpired.Value;

    public static X509Certificate2 OtherName => LazyOtherName.Value;

    private static X509Certificate2 Make(string host, DateTimeOffset end)
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(host);
        if (host == "localhost")
        {
            names.AddIpAddress(IPAddress.Loopback);
            names.AddIpAddress(IPAddress.IPv6Loopback);
        }

        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 made = request.CreateSelfSigned(end.AddDays(-60), end);

        // Windows serves only with a key that was loaded from a file.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
