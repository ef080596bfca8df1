using System.Collections;
using System.Management.Automation;
using OfoxPS.Shell.Input.Binding;
using OfoxPS.Shell.Settings;

namespace OfoxPS.Shell.Cmdlets;

/// <summary>
/// Base of the cmdlets that connect to a server: the parameters of the connection. Each parameter is named like its setting.
/// </summary>
public abstract class ConnectionCmdlet : OfoxCmdlet
{
    /// <summary>The API key: a SecureString (as Get-Secret returns), a string, or a PSCredential, whose password is the key.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(WordCompleter))]
    [ApiKeyTransformation]
    public object? ApiKey { get; set; }

    /// <summary>The base URL of the API; the default is https://api.ofox.ai/v1.</summary>
    [Parameter]
    [AddressTransformation(nameof(BaseUri))]
    public Uri? BaseUri { get; set; }

    /// <summary>How many times a request is sent again after a failure that may pass, from 0 to 100; the default is 2.</summary>
    [Parameter]
    [NumberRange(0, 100)]
    public int? MaximumRetryCount { get; set; }

    /// <summary>The time limit for connecting (TCP and TLS), in seconds; the default is 30.</summary>
    [Parameter]
    [NumberRange(0.001, EnvironmentSettings.LongestSeconds)]
    public double? ConnectionTimeoutSeconds { get; set; }

    /// <summary>
    /// The longest time in which the server may send nothing, in seconds, including the wait for its headers; the default is 600.
    /// </summary>
    [Parameter]
    [NumberRange(0.001, EnvironmentSettings.LongestSeconds)]
    public double? OperationTimeoutSeconds { get; set; }

    /// <summary>The time limit for the whole call, in seconds, including waits and retries; there is none by default.</summary>
    [Parameter]
    [NumberRange(0.001, EnvironmentSettings.LongestSeconds)]
    public double? TimeoutSeconds { get; set; }

    /// <summary>
    /// Headers of the request: a hashtable of names and values, which replace configured ones. An empty value removes a configured
    /// header.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(WordCompleter))]
    [HeaderTransformation]
    public IDictionary? Header { get; set; }

    /// <summary>Accepts any TLS certificate of the server.</summary>
    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>Allows the key to be sent unencrypted to an http address that is not this machine.</summary>
    [Parameter]
    public SwitchParameter AllowUnencryptedAuthentication { get; set; }
}
