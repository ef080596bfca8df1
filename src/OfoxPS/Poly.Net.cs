using System.Net;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Text;
using System.Text.Json;

namespace OfoxPS;

/// <summary>What .NET does.</summary>
internal static partial class Poly
{
    /// <summary>
    /// Loads an assembly with what lies beside it apart from the rest of the session, which may hold other versions of the same; of this
    /// assembly there is one.
    /// </summary>
    /// <returns>The assembly; null where the framework has no way to do that.</returns>
    public static Assembly? LoadApart(string path) => new ApartContext(Path.GetDirectoryName(path)!).LoadFromAssemblyPath(path);

    private sealed class ApartContext(string folder) : AssemblyLoadContext("OfoxPS.Mcp")
    {
        protected override Assembly? Load(AssemblyName name)
        {
            string path = Path.Combine(folder, name.Name + ".dll");
            return name.Name == typeof(Poly).Assembly.GetName().Name ? typeof(Poly).Assembly
                : File.Exists(path) ? LoadFromAssemblyPath(path)
                : null;
        }
    }

    /// <summary>Calls something when the process is told to end by SIGTERM; what it does by itself then follows.</summary>
    /// <returns>Ends the registration; null where the framework has no such signal.</returns>
    public static IDisposable? OnTermination(Action action) => PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => action());

    /// <summary>Collects all garbage, and gives the memory back to the system.</summary>
    public static void CollectGarbage() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    /// <summary>The encoding of a code page.</summary>
    public static Encoding CodePage(int number) => CodePagesEncodingProvider.Instance.GetEncoding(number) ?? Encoding.GetEncoding(number);

    /// <summary>The encoding of a name.</summary>
    public static Encoding NamedEncoding(string name) => CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);

    /// <summary>What PowerShell means by "default".</summary>
    public static Encoding DefaultEncoding() => new UTF8Encoding();

    /// <summary>Opens a file. One that is made is readable and writable by this user alone, where the system has modes.</summary>
    public static FileStream OpenFile(string path, FileMode mode, FileAccess access, FileShare share)
    {
        // A buffer of one byte is none: what is written is in the system's hands at once.
        FileStreamOptions how = new() { Mode = mode, Access = access, Share = share, BufferSize = 1 };
        if (mode != FileMode.Open && !OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, how);
    }

    /// <summary>Makes a directory, and those above it, for this user alone.</summary>
    public static void MakePrivateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Gives a file the mode of another one; nothing where that is not there, or the system has no modes.</summary>
    public static void TakeMode(string from, string to)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(from))
        {
            File.SetUnixFileMode(to, File.GetUnixFileMode(from));
        }
    }

    /// <summary>Where a link leads to in the end; null for what is no link.</summary>
    public static string? LinkTarget(string path) =>
        new FileInfo(path).LinkTarget is null ? null : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName;

    /// <summary>
    /// The ways of compression that are understood. The framework's own handler adds its ways to a header that says others.
    /// </summary>
    public const string Packings = "gzip, deflate, br";

    /// <summary>A body without its compression.</summary>
    public static Stream Unpack(Stream packed, string way) => way switch
    {
        "gzip" => new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionMode.Decompress),
        "br" => new System.IO.Compression.BrotliStream(packed, System.IO.Compression.CompressionMode.Decompress),
        _ => new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionMode.Decompress),
    };

    /// <summary>A handler that makes connections of its own.</summary>
    public static HttpMessageHandler CreateHandler(IWebProxy? proxy, bool useProxy, bool skipCertificateCheck)
    {
        SocketsHttpHandler handler = new()
        {
            UseCookies = false,
            AllowAutoRedirect = false,
            UseProxy = useProxy,
            Proxy = proxy,

            // Nobody waits so long (see SilenceTimer); it only ends an attempt that nobody waits for any more.
            ConnectTimeout = TimeSpan.FromMinutes(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(15),

            // Counts as connecting, because nothing tells it apart.
            Expect100ContinueTimeout = TimeSpan.FromMilliseconds(300),

            // An answer that is not wanted any more is billed for as long as it is read.
            ResponseDrainTimeout = TimeSpan.Zero,
        };
        if (skipCertificateCheck)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        }

        return handler;
    }

    /// <summary>The peer closed the connection before the answer's announced end.</summary>
    public static bool IsPrematureEnd(Exception error) =>
        error is HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded };

    /// <summary>The peer speaks, but not HTTP, or more of it than anybody means.</summary>
    public static bool IsNoHttp(Exception error) =>
        error is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded }
        or HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded }
        || (error.InnerException is { } inner && IsNoHttp(inner));

    /// <summary>The peer spoke HTTP until it sent a body that is none; some servers end an answer so that they cannot go on with.</summary>
    public static bool IsBrokenBody(Exception error) =>
        error is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse }
            or HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse }
        || (error.InnerException is { } inner && IsBrokenBody(inner));

    /// <summary>The body could not be unpacked.</summary>
    public static bool IsBadCompression(Exception error) => error is InvalidDataException or InvalidOperationException;

    /// <summary>No secure connection came about: the handshake of TLS failed, whatever the system calls it.</summary>
    public static bool IsTls(Exception error) => error is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError };

    /// <summary>The status with which a proxy refused to open a tunnel; null where something else failed.</summary>
    public static int? TunnelStatus(Exception error) =>
        error is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError, StatusCode: { } status } ? (int)status : null;

    /// <summary>Reads; the token ends a read that waits.</summary>
    public static Task<int> ReadAsync(Stream stream, byte[] buffer, int offset, int count, CancellationToken token) =>
        stream.ReadAsync(buffer, offset, count, token);

    public static string Utf8(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    /// <summary>The bytes are UTF-8.</summary>
    public static bool IsUtf8(ReadOnlySpan<byte> bytes) => System.Text.Unicode.Utf8.IsValid(bytes);

    /// <summary>Writes a number with as few digits as tell it apart from every other.</summary>
    public static void WriteNumber(Utf8JsonWriter writer, double number) => writer.WriteNumberValue(number);

    /// <summary>The number; infinity where it is beyond all bounds.</summary>
    public static double Number(JsonElement element) => element.GetDouble();

    public static double NextRandom() => Random.Shared.NextDouble();

    /// <summary>The proxy that the system has for an address; null if none.</summary>
    public static Uri? SystemProxy(Uri address) =>
        HttpClient.DefaultProxy.IsBypassed(address) ? null : HttpClient.DefaultProxy.GetProxy(address);
}
