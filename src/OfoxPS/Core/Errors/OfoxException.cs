using System.Globalization;
using OfoxPS.Core.Text;

namespace OfoxPS;

/// <summary>A request that failed: what the server or the network said, and what had arrived by then.</summary>
public sealed class OfoxException : Exception
{
    private const int LongestWord = 200;

    // The message of an exception that a test makes is the text that it was given.
    private readonly bool _isAsGiven;
    private string _more = string.Empty;
    private FailureScope? _scope;

    /// <summary>Creates an exception without a message.</summary>
    public OfoxException()
    {
    }

    /// <summary>Creates an exception, for a test that plays a failure.</summary>
    /// <param name="message">What happened.</param>
    public OfoxException(string message)
        : base(TerminalText.Sanitize(message)) => _isAsGiven = true;

    /// <summary>Creates an exception with its cause.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public OfoxException(string message, Exception? innerException)
        : base(TerminalText.Sanitize(message), innerException) => _isAsGiven = true;

    /// <summary>Creates an exception of a kind, for a test that plays a failure.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="errorId">The id of the kind, which about_OfoxPS lists; <see cref="IsTransient"/> follows from it.</param>
    /// <exception cref="ArgumentException">There is no such id.</exception>
    public OfoxException(string message, string errorId)
        : this(message) => Kind = KindOf(errorId);

    internal OfoxException(OfoxErrorKind kind, string message, Exception? innerException = null)
        : base(TerminalText.Sanitize(message), innerException) => Kind = kind;

    /// <summary>What happened, in the server's words where there are any, with status, code and request.</summary>
    public override string Message => Details() is var details && _isAsGiven && details.Length == 0
        ? base.Message + _more
        : Sentence(base.Message.TrimEnd('.') + details) + _more;

    /// <summary>The id of the error: the part of FullyQualifiedErrorId before the comma.</summary>
    public string ErrorId => Kind.ToString();

    /// <summary>
    /// Whether the same request can succeed later: the limit of requests was reached, the server or the network failed, time ran out, or
    /// a stream broke. False where something must be changed first.
    /// </summary>
    public bool IsTransient =>
        Retryable || Kind is OfoxErrorKind.OfoxRateLimited or OfoxErrorKind.OfoxServerError or OfoxErrorKind.OfoxConnectionFailed
        or OfoxErrorKind.OfoxTimeout or OfoxErrorKind.OfoxStreamError or OfoxErrorKind.OfoxStreamTruncated;

    /// <summary>
    /// The answers that this pipeline had received before the error ended it, at most the first 1000, in the order of the input. An
    /// assignment such as <c>$r = ... | ofox</c> keeps nothing of a pipeline that ends with an error; here they are.
    /// </summary>
    public ChatCompletion[] Completed { get; set; } = [];

    /// <summary>The HTTP status; null if no answer came.</summary>
    public int? StatusCode { get; set; }

    /// <summary>The server's kind of error (wire field <c>error.type</c>).</summary>
    public string? Type { get; set; }

    /// <summary>The server's code of the error (wire field <c>error.code</c>), numbers as text.</summary>
    public string? Code { get; set; }

    /// <summary>The server's id of the request (header <c>x-request-id</c>).</summary>
    public string? RequestId { get; set; }

    /// <summary>
    /// How long the server asks to wait, by a header (<c>Retry-After</c> and its kin), a field of the error or its sentence; null if it did
    /// not.
    /// </summary>
    public TimeSpan? RetryAfter { get; set; }

    /// <summary>
    /// The whole body of the response that told of the error, or the data of the event, secrets masked; null where there was none. Vendors
    /// put what helps into fields of their own.
    /// </summary>
    public string? ResponseBody { get; set; }

    /// <summary>What the server said of its limits; null if nothing.</summary>
    public RateLimit? RateLimit { get; set; }

    /// <summary>How many times the request was sent.</summary>
    public int Attempts { get; set; }

    /// <summary>What had arrived of the answer before a stream failed; null if nothing.</summary>
    public ChatCompletion? Completion { get; set; }

    /// <summary>Where an answer does not fit what was asked for, a JSON path and a reason each; empty for other failures.</summary>
    public string[] SchemaErrors { get; set; } = [];

    /// <summary>The kind of failure; its name is the id of the error record.</summary>
    internal OfoxErrorKind Kind { get; set; } = OfoxErrorKind.OfoxServerError;

    /// <summary>Whether sending the same request again can help.</summary>
    internal bool Retryable { get; set; }

    /// <summary>Whether the server will take the same request later: it loads the model, or has too much to do.</summary>
    internal bool IsBusy { get; set; }

    /// <summary>The fields of the request that the server names as the reason.</summary>
    internal IReadOnlyList<string> Fields { get; set; } = [];

    /// <summary>Of a file that failed: whether it was being written, not read.</summary>
    internal bool IsWrite { get; set; }

    /// <summary>Which other inputs it would meet too. Set where the kind of failure alone does not tell.</summary>
    internal FailureScope Scope
    {
        get => _scope ?? Kind switch
        {
            OfoxErrorKind.OfoxMissingApiKey or OfoxErrorKind.OfoxAuthenticationFailed or OfoxErrorKind.OfoxEndpointNotFound
                or OfoxErrorKind.OfoxInsecureEndpoint
                => FailureScope.Run,
            OfoxErrorKind.OfoxInsufficientCredits or OfoxErrorKind.OfoxPermissionDenied or OfoxErrorKind.OfoxModelNotFound =>
                FailureScope.Model,
            _ => FailureScope.Input,
        };
        set => _scope = value;
    }

    /// <summary>Whether the server says that it did not do what was asked, which then costs nothing.</summary>
    internal bool IsRejection { get; set; }

    /// <summary>Whether the server has refused for as long as is waited at most, or asks for a longer wait.</summary>
    internal bool IsInVain { get; set; }

    /// <summary>What the user can do, where the kind of failure alone does not tell.</summary>
    internal string? Remedy { get; set; }

    /// <summary>Where the key or the address that failed comes from, such as $env:OFOX_API_KEY; null where it is not told.</summary>
    internal string? Origin { get; set; }

    /// <summary>The name that is probably meant in the place of one that is not known; null where none is near.</summary>
    internal string? Nearest { get; set; }

    /// <summary>Says that the rest of the input would fail in the same way.</summary>
    internal OfoxException ForAllInput()
    {
        Scope = FailureScope.Run;
        return this;
    }

    /// <summary>Says that the rest of the input would fail in the same way, unless it asks another model.</summary>
    internal OfoxException ForModel()
    {
        Scope = FailureScope.Model;
        return this;
    }

    /// <summary>The message without what the other properties tell.</summary>
    internal string Words => base.Message;

    /// <summary>The sentence that was added to the message; empty if none was.</summary>
    internal string AddedWords => _more.Trim().TrimEnd('.');

    /// <summary>Adds a sentence to the message.</summary>
    internal OfoxException WithWords(string sentence)
    {
        _more = $" {TerminalText.Sanitize(sentence)}.";
        return this;
    }

    /// <summary>Says that the server was waited for in vain, and adds a sentence to the message.</summary>
    internal OfoxException InVain(string sentence)
    {
        IsInVain = true;
        return WithWords(sentence);
    }

    /// <summary>The failure of an attempt after which nothing may be sent again.</summary>
    /// <param name="why">Why no further attempt is made: it gives the kind, and its words come first.</param>
    internal OfoxException WithoutAnother(OfoxException why) =>
        new(why.Kind, $"{why.Words}. The attempt before it failed: {Words}".TrimEnd('.'), this)
        {
            Scope = why.Scope,
            Attempts = Attempts,
            Completion = Completion,
            RequestId = RequestId,
        };

    /// <summary>The same failure with its secrets masked: itself where there are none.</summary>
    internal OfoxException Cleaned(Func<string, string> clean)
    {
        Type = Type is null ? null : Word(clean(Type));
        Code = Code is null ? null : Word(clean(Code));
        RequestId = RequestId is null ? null : Word(clean(RequestId));
        ResponseBody = ResponseBody is null ? null : clean(ResponseBody);
        string words = clean(base.Message);
        string cause = InnerException?.ToString() ?? string.Empty;
        bool causeIsClean = clean(cause) == cause;
        return words == base.Message && causeIsClean ? this : Copy(Kind, words, causeIsClean ? InnerException : null);
    }

    /// <summary>The same facts under another kind and in other words.</summary>
    internal OfoxException As(OfoxErrorKind kind, string words) => Copy(kind, words, InnerException);

    private OfoxException Copy(OfoxErrorKind kind, string words, Exception? cause) => new(kind, words, cause)
    {
        StatusCode = StatusCode,
        Type = Type,
        Code = Code,
        RequestId = RequestId,
        RetryAfter = RetryAfter,
        ResponseBody = ResponseBody,
        RateLimit = RateLimit,
        Retryable = Retryable,
        IsBusy = IsBusy,
        IsInVain = IsInVain,
        Fields = Fields,
        IsWrite = IsWrite,
        Remedy = Remedy,
        Origin = Origin,
        Nearest = Nearest,
        IsRejection = IsRejection,
        _scope = _scope,
    };

    /// <summary>A word of a server that stands beside the sentence: one line, and not a long one.</summary>
    internal static string Word(string text) => TerminalText.OneLine(TerminalText.Truncate(text, LongestWord));

    private static OfoxErrorKind KindOf(string errorId)
    {
        string[] ids = Enum.GetNames(typeof(OfoxErrorKind));
        if (Array.Find(ids, id => id.Equals(errorId, StringComparison.OrdinalIgnoreCase)) is { } known)
        {
            return (OfoxErrorKind)Enum.Parse(typeof(OfoxErrorKind), known);
        }

        string advice = NearestName.Of(errorId ?? string.Empty, ids) is { } near ? $"Did you mean {near}?" : "about_OfoxPS lists the ids.";
        throw new ArgumentException($"'{errorId}' is not the id of an error. {advice}", nameof(errorId));
    }

    private static string Sentence(string words) => words.Length > 0 && words[words.Length - 1] is ('!' or '?') ? words : words + ".";

    private string Details()
    {
        List<string> details = [];
        string? status = StatusCode is null or 200 ? null : StatusCode.Value.ToString(CultureInfo.InvariantCulture);
        string[] facts = [.. new[] { status, Code == status || Code is null ? null : Word(Code) }.OfType<string>()];
        if (facts.Length > 0)
        {
            details.Add(string.Join(" ", facts));
        }

        if (RequestId is not null)
        {
            details.Add("request " + Word(RequestId));
        }

        if (Attempts > 1)
        {
            details.Add(Attempts + " attempts");
        }

        return details.Count == 0 ? string.Empty : $" ({string.Join(", ", details)})";
    }
}
