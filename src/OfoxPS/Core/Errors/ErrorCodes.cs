using System.Globalization;
using System.Text.RegularExpressions;

namespace OfoxPS.Core.Errors;

/// <summary>
/// The kind of an error by its text: the types and codes that servers use, and the sentences where those are too general. They count before
/// the HTTP status, which differs between servers (LiteLLM reports a spent budget with 400, LM Studio a wrong address with 200).
/// </summary>
internal static class ErrorCodes
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private static readonly Dictionary<string, int> Statuses = Table(
        // OpenAI, Ofox, Anthropic; Google; Alibaba; Moonshot.
        (401, "invalid_api_key authentication_error UNAUTHENTICATED API_KEY_INVALID"),
        (401, "InvalidApiKey AuthenticationError invalid_authentication_error unauthorized"),

        // OpenAI, Ofox; LiteLLM; Moonshot; DeepSeek; Alibaba; Volcengine; One API and New API.
        (402, "insufficient_credits insufficient_quota billing_not_active billing_hard_limit_reached budget_exceeded"),
        (402, "exceeded_current_quota_error insufficient_balance Arrearage AccountOverdueError insufficient_user_quota"),
        (402, "pre_consume_token_quota_failed payment_required"),

        // OpenAI, Anthropic; Google; Alibaba; LiteLLM.
        (403, "permission_error permission_denied unsupported_country_region_territory"),
        (403, "AccessDenied access_denied key_model_access_denied team_model_access_denied"),

        // OpenAI; Azure; Alibaba; Volcengine. Anthropic's not_found_error is any thing that is not there.
        (404, "model_not_found DeploymentNotFound ModelNotFound"),
        (404, "model_not_exist InvalidEndpointOrModel.NotFound not_found_error NOT_FOUND model_decommissioned"),
        (413, "request_too_large"),

        // OpenAI, Anthropic; Google; Moonshot; Azure and Bedrock; Alibaba.
        (429, "rate_limit_exceeded rate_limit_error RESOURCE_EXHAUSTED rate_limit_reached_error engine_overloaded_error too_many_requests"),
        (429, "TooManyRequests ThrottlingException Throttling Throttling.RateQuota Throttling.AllocationQuota RateLimitExceeded"),

        // OpenAI; llama.cpp; Google; vLLM.
        (400, "invalid_request_error context_length_exceeded exceed_context_size_error"),
        (400, "INVALID_ARGUMENT FAILED_PRECONDITION BadRequestError"),

        // OpenAI, Ofox, Anthropic; Google; llama.cpp.
        (500, "internal_error server_error api_error INTERNAL"),
        (502, "upstream_error"),
        (503, "service_unavailable overloaded_error UNAVAILABLE unavailable_error"),
        (504, "DEADLINE_EXCEEDED"));

    private static readonly HashSet<string> ModelWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "model_not_found", "DeploymentNotFound", "ModelNotFound", "model_not_exist", "InvalidEndpointOrModel.NotFound",
        "model_decommissioned",
    };

    // OpenAI; Azure; Alibaba; Zhipu.
    private static readonly HashSet<string> ContentWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "content_policy_violation", "content_filter", "ResponsibleAIPolicyViolation", "data_inspection_failed", "DataInspectionFailed",
        "moderation_blocked", "sensitive_content",
    };

    // llama.cpp; Anthropic; Moonshot; Hugging Face.
    private static readonly HashSet<string> BusyWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "unavailable_error", "overloaded_error", "overloaded", "engine_overloaded_error", "model_loading",
    };

    // LiteLLM; Anthropic; DeepSeek; OpenRouter; gateways in Chinese.
    private static readonly Regex Credits = new(
        @"\bbudget has been exceeded|\binsufficient (credits?|balance|funds|quota)\b|\bcredit balance is too low"
        + @"|\b(not enough|out of|requires more) credits\b"
        + @"|\bpayment required\b|\bbilling (hard )?limit\b|\baccount .{0,30}\b(in arrears|overdue)\b|余额不足|额度不足|欠费",
        Options, Longest);

    // OpenRouter; OpenAI; Azure; Alibaba.
    private static readonly Regex Content = new(
        @"\b(input|prompt|content|messages?|request|text)\b.{0,60}\bflagged\b|\bcontent (management |usage )?polic(y|ies)\b"
        + @"|\bcontent (filter|moderation)\b|\bsafety (system|filter)\b|\b(inappropriate|sensitive|unsafe) content\b",
        Options, Longest);

    // Google; OpenAI.
    private static readonly Regex Region = new(@"\b(location|country|region)\b.{0,60}\bnot supported\b", Options, Longest);

    // Google; OpenAI and its likes; LiteLLM; OpenRouter.
    private static readonly Regex Key = new(
        @"\b(invalid|incorrect|missing|expired|no) api[ _-]?key\b"
        + @"|\bapi[ _-]?key (is |was )?(not valid|invalid|missing|expired|not found|required)\b"
        + @"|\bno auth credentials\b|\bauthentication error\b|\binvalid (authentication|bearer token)\b",
        Options, Longest);

    // OpenAI; LiteLLM; OpenRouter; DeepSeek; Zhipu; Ollama; Groq; LM Studio.
    private static readonly Regex UnknownModel = new(
        @"\bmodels?\b( id| name)?[\s:=]*['""`]?[^\s'""`,;]{0,200}['""`]?,?\s+"
        + @"((was |is |could )?not (be )?found|(does not|doesn't|do not|not) exist)\b"
        + @"|\b(unknown|no such) model\b|\binvalid model( name| id| identifier| specified|:)|\bnot a valid model\b"
        + @"|\bmodels?\b.{0,200}\bhas been (decommissioned|retired|shut down)\b|\bno models? (is |are )?loaded\b"
        + @"|\bLLM provider not provided\b|^No endpoints found for |模型不存在",
        Options, Longest);

    private static readonly Regex Model = new("model|^No endpoints found for ", Options, Longest);

    // LM Studio; OpenAI; Express; Kong; Go; llama.cpp ("File Not Found"); FastAPI ("Not Found").
    private static readonly Regex Address = new(
        @"\bunexpected endpoint\b|\binvalid url\b|\bno route\b|\bunknown (request )?(url|path|route|endpoint)\b"
        + @"|\bcannot (POST|GET) /|\bmethod not allowed\b"
        + @"|^\W*(404\W*)?(the )?(requested )?((page|resource|route|path|url|endpoint|file) )?"
        + @"((was )?not found|(does not|doesn't) exist)( on this server)?\W*$",
        Options, Longest);

    // llama.cpp answers faults of the request with 500. What it cannot do it cannot do the next time either.
    private static readonly Regex Impossible = new(
        @"\bnot (currently |yet )?supported\b|\b(does not|doesn't|do not) support\b|\bunsupported\b|\brequires?\b"
        + @"|\bfailed to parse tool call arguments\b"
        + @"|\bexceeds? the (available |maximum )?context\b|\bmaximum context length\b|\bfailed to parse grammar\b",
        Options, Longest);

    private static readonly Regex Loading = new(
        @"^\W*loading (the )?model\b|\bmodel\b.{0,120}?\b(is|being) (currently |still )?load(ing|ed)\b|\bis warming up\b"
        + @"|\b(server|model) is starting\b", Options, Longest);

    /// <summary>The status that the error's code or type stands for; null if they say nothing.</summary>
    public static int? StatusOf(ErrorBody error)
    {
        if (int.TryParse(error.Code, NumberStyles.Integer, CultureInfo.InvariantCulture, out int code) && code is >= 400 and < 600)
        {
            return code;
        }

        return Words(error).Select(static word => Statuses.TryGetValue(word, out int status) ? status : (int?)null)
            .FirstOrDefault(static status => status is not null);
    }

    /// <summary>There is no money for it: not even later.</summary>
    public static bool IsCredit(ErrorBody error) => Says(error, 402) || Has(Credits, error);

    /// <summary>The key is none, or not one of this server.</summary>
    public static bool IsKey(ErrorBody error) => Says(error, 401) || Has(Key, error);

    /// <summary>The key may not do this.</summary>
    public static bool IsPermission(ErrorBody error) => Says(error, 403) || Has(Region, error);

    /// <summary>What was sent is refused for what it says: other input may be taken.</summary>
    public static bool IsContent(ErrorBody error) => Words(error).Any(ContentWords.Contains) || Has(Content, error);

    /// <summary>The server does not have the model.</summary>
    public static bool IsModel(ErrorBody error) => Words(error).Any(ModelWords.Contains) || Has(UnknownModel, error);

    /// <summary>The server does not have what a 404 is about, which is the model. What a known model lacks is no unknown model.</summary>
    public static bool NamesModel(ErrorBody error) =>
        IsModel(error) || (Has(Model, error) && error.Message.IndexOf("support", StringComparison.OrdinalIgnoreCase) < 0);

    /// <summary>There is nothing at this address.</summary>
    public static bool IsAddress(ErrorBody error) => Has(Address, error);

    /// <summary>There were too many requests.</summary>
    public static bool IsRate(ErrorBody error) => Says(error, 429);

    /// <summary>The server never takes this request, though it says that it failed, by this status.</summary>
    public static bool IsImpossible(ErrorBody error, int status) =>
        (status is 500 or 501 && Says(error, 400)) || (Has(Impossible, error) && !IsBusy(error));

    /// <summary>The server will take the request later: it loads the model, or has too much to do.</summary>
    public static bool IsBusy(ErrorBody error) => Words(error).Any(BusyWords.Contains) || Has(Loading, error);

    private static Dictionary<string, int> Table(params (int Status, string Words)[] rows) => rows
        .SelectMany(static row => row.Words.Split(' '), static (row, word) => (row.Status, Word: word))
        .ToDictionary(static entry => entry.Word, static entry => entry.Status, StringComparer.OrdinalIgnoreCase);

    private static bool Says(ErrorBody error, int status) =>
        Words(error).Any(word => Statuses.TryGetValue(word, out int known) && known == status);

    private static IEnumerable<string> Words(ErrorBody error) => new[] { error.Code, error.Type }.Concat(error.OtherWords).OfType<string>();

    private static bool Has(Regex words, ErrorBody error)
    {
        try
        {
            return words.IsMatch(error.Message.Length > 4000 ? error.Message.Substring(0, 4000) : error.Message);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
