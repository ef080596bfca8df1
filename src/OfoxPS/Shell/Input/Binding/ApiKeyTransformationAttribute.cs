using System.Management.Automation;
using System.Security;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Settings;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>
/// Converts an API key to a SecureString: a SecureString (as Get-Secret returns), a string, or the password of a PSCredential.
/// </summary>
internal sealed class ApiKeyTransformationAttribute : ArgumentTransformationAttribute
{
    // Copied, because the caller may clear or dispose its own.
    private static SecureString Copy(SecureString secret)
    {
        SecureString copy = secret.Copy();
        copy.MakeReadOnly();
        return copy;
    }

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            null => null,
            SecureString secret => Copy(secret),
            PSCredential credential => Copy(credential.Password),
            string text => TextCut.WithoutQuotes(text) is { Length: > 0 } key ? Secret.Wrap(key) : null,
            _ => throw Failure.InvalidArgument("An API key must be a SecureString, a string or a PSCredential."),
        };
    }
}
