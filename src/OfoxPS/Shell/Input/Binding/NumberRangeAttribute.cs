using System.Globalization;
using System.Management.Automation;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>Validates that a number is within bounds. Null is valid, because it removes a setting.</summary>
internal sealed class NumberRangeAttribute(double minimum, double maximum) : ValidateArgumentsAttribute
{
    protected override void Validate(object? arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is null)
        {
            return;
        }

        double number = Convert.ToDouble(arguments, CultureInfo.InvariantCulture);
        if (!(number >= minimum && number <= maximum))
        {
            string upper = maximum >= int.MaxValue ? $"{minimum} or more" : $"from {minimum} to {maximum}";
            throw new ValidationMetadataException(
                FormattableString.Invariant($"{number} is out of range: the value must be {upper}."));
        }
    }
}
