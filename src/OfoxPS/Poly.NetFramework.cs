using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace OfoxPS;

/// <summary>What .NET Framework does.</summary>
internal static partial class Poly
{
    /// <summary>None: the framework's own handler unpacks.</summary>
    public const string Packings = "";

    /// <summary>A body without its compression.</summary>
    public static Stream Unpack(Stream packed, string way) =>
        new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionMode.Decompress);

    private static readonly Random Random = new();

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Null: the framework loads one version of an assembly only.</summary>
    public static Assembly? LoadApart(string path) => null;

    /// <summary>Null: Windows has no such signal.</summary>
    public static IDisposable? OnTermination(Action action) => null;

    /// <summary>Collects all garbage.</summary>
    public static void CollectGarbage() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);

    /// <summary>The encoding of a code page.</summary>
    public static Encoding CodePage(int number) => Encoding.GetEncoding(number);

    /// <summary>The encoding of a name.</summary>
    public static Encoding NamedEncoding(string name) => Encoding.GetEncoding(name);

    /// <summary>What Windows PowerShell means by "Default".</summary>
    public static Encoding DefaultEncoding() => Encoding.Default;

    /// <summary>Opens a file. Windows gives one that is made the rights of its directory.</summary>
    public static FileStream OpenFile(string path, FileMode mode, FileAccess access, FileShare share) =>
        new(path, mode, access, share, bufferSize: 1);

    /// <summary>Makes a directory, and those above it. Windows gives it the rights of the one above.</summary>
    public static void MakePrivateDirectory(string path) => Directory.CreateDirectory(path);

    /// <summary>Gives a file the mode of another one, which Windows does not have.</summary>
    public static void TakeMode(string from, string to)
    {
    }

    /// <summary>Where a link leads to in the end, which this framework cannot tell: null.</summary>
    public static string? LinkTarget(string path) => null;

    private const int MaximumConnections = 1024;

    /// <summary>A handler that makes connections of its own.</summary>
    public static HttpMessageHandler CreateHandler(IWebProxy? proxy, bool useProxy, bool skipCertificateCheck)
    {
        HttpClientHandler handler = new()
        {
            UseCookies = false,
            AllowAutoRedirect = false,

            // Not deflate: .NET Framework reads it without the header that HTTP gives it.
            AutomaticDecompression = DecompressionMethods.GZip,
            UseProxy = useProxy,

            // Two connections a host and no TLS 1.2 are defaults of another time. They are left to the other web requests of the session.
            MaxConnectionsPerServer = MaximumConnections,
            SslProtocols = ServicePointManager.SecurityProtocol == SecurityProtocolType.SystemDefault
                ? System.Security.Authentication.SslProtocols.None
                : (System.Security.Authentication.SslProtocols)ServicePointManager.SecurityProtocol
                    | System.Security.Authentication.SslProtocols.Tls12,
        };
        if (proxy is not null)
        {
            handler.Proxy = proxy;
        }

        if (skipCertificateCheck)
        {
            handler.ServerCertificateCustomValidationCallback = static (_, _, _, _) => true;
        }

        return handler;
    }

    /// <summary>The peer closed the connection before the answer's announced end.</summary>
    public static bool IsPrematureEnd(Exception error) =>
        error is IOException && error.GetBaseException() is not System.Net.Sockets.SocketException;

    /// <summary>The peer speaks, but not HTTP, or more of it than anybody means.</summary>
    public static bool IsNoHttp(Exception error) =>
        error.GetBaseException() is WebException
        {
            Status: WebExceptionStatus.ServerProtocolViolation or WebExceptionStatus.MessageLengthLimitExceeded,
        };

    /// <summary>The peer spoke HTTP until it sent a body that is none; some servers end an answer so that they cannot go on with.</summary>
    public static bool IsBrokenBody(Exception error) =>
        error.GetBaseException() is WebException { Status: WebExceptionStatus.ServerProtocolViolation };

    /// <summary>The body could not be unpacked.</summary>
    public static bool IsBadCompression(Exception error) => error is InvalidDataException;

    /// <summary>No secure connection came about: the handshake of TLS failed, whatever the system calls it.</summary>
    public static bool IsTls(Exception error) =>
        error.InnerException is WebException { Status: WebExceptionStatus.SecureChannelFailure or WebExceptionStatus.TrustFailure };

    /// <summary>The status with which a proxy refused to open a tunnel; null where something else failed.</summary>
    public static int? TunnelStatus(Exception error) =>
        error.InnerException is WebException { Response: HttpWebResponse { StatusCode: >= HttpStatusCode.BadRequest and var status } }
            ? (int)status
            : null;

    /// <summary>Reads; the token ends a read that waits, which .NET Framework's own streams would not.</summary>
    public static async Task<int> ReadAsync(Stream stream, byte[] buffer, int offset, int count, CancellationToken token)
    {
        TaskCompletionSource<bool> cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using (token.Register(() => cancelled.TrySetResult(true)))
        {
            Task<int> read = stream.ReadAsync(buffer, offset, count, token);
            if (await Task.WhenAny(read, cancelled.Task).ConfigureAwait(false) == read)
            {
                return await read.ConfigureAwait(false);
            }

            _ = read.ContinueWith(static late => late.Exception, TaskScheduler.Default);
            throw new OperationCanceledException(token);
        }
    }

    public static string Utf8(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes.ToArray());

    /// <summary>The bytes are UTF-8.</summary>
    public static bool IsUtf8(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        while (at < bytes.Length && bytes[at] < 0x80)
        {
            at++;
        }

        try
        {
            _ = at == bytes.Length ? 0 : StrictUtf8.GetCharCount(bytes.Slice(at).ToArray());
            return true;
        }
        catch (System.Text.DecoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>
    /// Writes a number with as few digits as tell it apart from every other; the writer itself would make 0.10000000000000001 of 0.1 here.
    /// </summary>
    public static void WriteNumber(Utf8JsonWriter writer, double number)
    {
        string text = number.ToString("G15", CultureInfo.InvariantCulture);
        for (int digits = 16; digits <= 17 && !IsSame(text, number); digits++)
        {
            text = number.ToString("G" + digits, CultureInfo.InvariantCulture);
        }

        writer.WriteRawValue(text);
    }

    private static bool IsSame(string text, double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double read) && read == number;

    /// <summary>The number; infinity where it is beyond all bounds, which the element itself takes for an error here.</summary>
    public static double Number(JsonElement element) =>
        element.TryGetDouble(out double number) ? number
        : element.GetRawText()[0] == '-' ? double.NegativeInfinity
        : double.PositiveInfinity;

    public static double NextRandom()
    {
        lock (Random)
        {
            return Random.NextDouble();
        }
    }

    /// <summary>The proxy that the system has for an address; null if none.</summary>
    public static Uri? SystemProxy(Uri address) =>
        WebRequest.DefaultWebProxy is { } proxy && !proxy.IsBypassed(address) && proxy.GetProxy(address) != address
            ? proxy.GetProxy(address)
            : null;
}
