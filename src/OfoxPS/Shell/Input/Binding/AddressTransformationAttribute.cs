using System.Management.Automation;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>
/// Converts an argument to an absolute or relative address. The error does not repeat an invalid one, because it may hold a
/// password.
/// </summary>
internal sealed class AddressTransformationAttribute(string parameter) : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => Unwrap.Value(inputData) switch
    {
        null => null,
        Uri address => address,
        { } value when LanguagePrimitives.TryConvertTo(value, out string text)
            && Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out Uri? address) => address,
        _ => throw Failure.InvalidArgument(
            $"-{parameter} is not a valid address, such as http://host:port. Percent-encode a user name or password in it."),
    };
}
