// The differences between the two frameworks have one address: this file.
using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace OfoxPS
{
    /// <summary>What .NET and .NET Framework do differently.</summary>
    internal static class Poly
    {
#if NET
        /// <summary>
        /// Loads an assembly with what lies beside it apart from the rest of the session, which may hold other versions of the same; of this
        /// assembly there is one.
        /// </summary>
        /// <returns>The assembly; null where the framework has no way to do that.</returns>
        public static System.Reflection.Assembly? LoadApart(string path) => new ApartContext(Path.GetDirectoryName(path)!).LoadFromAssemblyPath(path);

        private sealed class ApartContext(string folder) : System.Runtime.Loader.AssemblyLoadContext("OfoxPS.Mcp")
        {
            protected override System.Reflection.Assembly? Load(System.Reflection.AssemblyName name)
            {
                string path = Path.Combine(folder, name.Name + ".dll");
                return name.Name == typeof(Poly).Assembly.GetName().Name ? typeof(Poly).Assembly
                    : File.Exists(path) ? LoadFromAssemblyPath(path)
                    : null;
            }
        }

        /// <summary>Collects all garbage, and gives the memory back to the system.</summary>
        public static void CollectGarbage() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

        /// <summary>The encoding of a code page.</summary>
        public static Encoding CodePage(int number) => CodePagesEncodingProvider.Instance.GetEncoding(number) ?? Encoding.GetEncoding(number);

        /// <summary>The encoding of a name.</summary>
        public static Encoding NamedEncoding(string name) => CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);

        /// <summary>What PowerShell means by "default".</summary>
        public static Encoding DefaultEncoding() => new UTF8Encoding();

        /// <summary>Opens a file. One that is made is readable and writable by this user alone, where the system has modes.</summary>
        public static FileStream OpenFile(string path, FileMode mode, FileAccess access, FileShare share, FileOptions options)
        {
            // A buffer of one byte is none: what is written is in the system's hands at once.
            FileStreamOptions how = new() { Mode = mode, Access = access, Share = share, Options = options, BufferSize = 1 };
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

        /// <summary>The ways of compression that are understood. The framework's own handler adds its ways to a header that says others.</summary>
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
            error is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } or HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse }
            || (error.InnerException is { } inner && IsBrokenBody(inner));

        /// <summary>The body could not be unpacked.</summary>
        public static bool IsBadCompression(Exception error) => error is InvalidDataException or InvalidOperationException;

        /// <summary>No secure connection came about: the handshake of TLS failed, whatever the system calls it.</summary>
        public static bool IsTls(Exception error) => error is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError };

        /// <summary>The proxy will not open a tunnel, whenever it is asked.</summary>
        public static bool IsRefusedByProxy(Exception error) =>
            error is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError, StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError };

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

        /// <summary>Whether a value of an enumeration has a name.</summary>
        public static bool IsDefined<T>(T value)
            where T : struct, Enum => Enum.IsDefined(value);

        public static double NextRandom() => Random.Shared.NextDouble();

        /// <summary>The proxy that the system has for an address; null if none.</summary>
        public static Uri? SystemProxy(Uri address) =>
            HttpClient.DefaultProxy.IsBypassed(address) ? null : HttpClient.DefaultProxy.GetProxy(address);
#else
        /// <summary>None: the framework's own handler unpacks.</summary>
        public const string Packings = "";

        /// <summary>A body without its compression.</summary>
        public static Stream Unpack(Stream packed, string way) => new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionMode.Decompress);

        private static readonly Random Random = new();

        private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

        /// <summary>Null: the framework loads one version of an assembly only.</summary>
        public static System.Reflection.Assembly? LoadApart(string path) => null;

        /// <summary>Collects all garbage.</summary>
        public static void CollectGarbage() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);

        /// <summary>The encoding of a code page.</summary>
        public static Encoding CodePage(int number) => Encoding.GetEncoding(number);

        /// <summary>The encoding of a name.</summary>
        public static Encoding NamedEncoding(string name) => Encoding.GetEncoding(name);

        /// <summary>What Windows PowerShell means by "Default".</summary>
        public static Encoding DefaultEncoding() => Encoding.Default;

        /// <summary>Opens a file. Windows gives one that is made the rights of its directory.</summary>
        public static FileStream OpenFile(string path, FileMode mode, FileAccess access, FileShare share, FileOptions options) =>
            new(path, mode, access, share, bufferSize: 1, options);

        /// <summary>Makes a directory, and those above it. Windows gives it the rights of the one above.</summary>
        public static void MakePrivateDirectory(string path) => Directory.CreateDirectory(path);

        /// <summary>Gives a file the mode of another one, which Windows does not have.</summary>
        public static void TakeMode(string from, string to)
        {
        }

        /// <summary>Where a link leads to in the end, which this framework cannot tell: null.</summary>
        public static string? LinkTarget(string path) => null;

        private const int MostConnections = 1024;

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
                MaxConnectionsPerServer = MostConnections,
                SslProtocols = ServicePointManager.SecurityProtocol == SecurityProtocolType.SystemDefault
                    ? System.Security.Authentication.SslProtocols.None
                    : (System.Security.Authentication.SslProtocols)ServicePointManager.SecurityProtocol | System.Security.Authentication.SslProtocols.Tls12,
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
        public static bool IsPrematureEnd(Exception error) => error is IOException && error.GetBaseException() is not System.Net.Sockets.SocketException;

        /// <summary>The peer speaks, but not HTTP, or more of it than anybody means.</summary>
        public static bool IsNoHttp(Exception error) =>
            error.GetBaseException() is WebException { Status: WebExceptionStatus.ServerProtocolViolation or WebExceptionStatus.MessageLengthLimitExceeded };

        /// <summary>The peer spoke HTTP until it sent a body that is none; some servers end an answer so that they cannot go on with.</summary>
        public static bool IsBrokenBody(Exception error) =>
            error.GetBaseException() is WebException { Status: WebExceptionStatus.ServerProtocolViolation };

        /// <summary>The body could not be unpacked.</summary>
        public static bool IsBadCompression(Exception error) => error is InvalidDataException;

        /// <summary>No secure connection came about: the handshake of TLS failed, whatever the system calls it.</summary>
        public static bool IsTls(Exception error) =>
            error.InnerException is WebException { Status: WebExceptionStatus.SecureChannelFailure or WebExceptionStatus.TrustFailure };

        /// <summary>The proxy will not open a tunnel, whenever it is asked.</summary>
        public static bool IsRefusedByProxy(Exception error) =>
            error.InnerException is WebException { Response: HttpWebResponse { StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError } };

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

        /// <summary>Writes a number with as few digits as tell it apart from every other; the writer itself would make 0.10000000000000001 of 0.1 here.</summary>
        public static void WriteNumber(Utf8JsonWriter writer, double number)
        {
            string text = number.ToString("G15", System.Globalization.CultureInfo.InvariantCulture);
            for (int digits = 16; digits <= 17 && !(double.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out double read) && read == number); digits++)
            {
                text = number.ToString("G" + digits, System.Globalization.CultureInfo.InvariantCulture);
            }

            writer.WriteRawValue(text);
        }

        /// <summary>The number; infinity where it is beyond all bounds, which the element itself takes for an error here.</summary>
        public static double Number(JsonElement element) =>
            element.TryGetDouble(out double number) ? number
            : element.GetRawText()[0] == '-' ? double.NegativeInfinity
            : double.PositiveInfinity;

        /// <summary>Whether a value of an enumeration has a name.</summary>
        public static bool IsDefined<T>(T value)
            where T : struct, Enum => Enum.IsDefined(typeof(T), value);

        public static double NextRandom()
        {
            lock (Random)
            {
                return Random.NextDouble();
            }
        }

        /// <summary>The proxy that the system has for an address; null if none.</summary>
        public static Uri? SystemProxy(Uri address) =>
            WebRequest.DefaultWebProxy is not { } proxy || proxy.IsBypassed(address) || proxy.GetProxy(address) == address ? null : proxy.GetProxy(address);
#endif

        public static string Version { get; } = typeof(Poly).Assembly.GetName().Version?.ToString(3) ?? "0";

        /// <summary>The bytes without a byte order mark, which a JSON parser does not expect.</summary>
        public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> bytes) =>
            bytes.Span.StartsWith("\uFEFF"u8) ? bytes.Slice(3) : bytes;
    }
}

#if !NET
// The compiler looks for these; .NET Framework does not have them.
namespace System.Runtime.CompilerServices
{
    internal static class IsExternalInit;

    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
    internal sealed class InterpolatedStringHandlerAttribute : Attribute;

    [AttributeUsage(AttributeTargets.All)]
    internal sealed class RequiredMemberAttribute : Attribute;

    [AttributeUsage(AttributeTargets.Method)]
    internal sealed class ModuleInitializerAttribute : Attribute;

    [AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
    internal sealed class CompilerFeatureRequiredAttribute(string featureName) : Attribute
    {
        public string FeatureName { get; } = featureName;
    }
}

namespace System.Diagnostics.CodeAnalysis
{
    [AttributeUsage(AttributeTargets.Constructor)]
    internal sealed class SetsRequiredMembersAttribute : Attribute;
}
#endif
