using System.Globalization;
using System.Management.Automation;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>Validates that a number is within bounds. Null is valid, because it removes a setting.</summary>
internal sealed class NumberRangeAttribute : ValidateArgumentsAttribute
{
    private readonly double _minimum;
    private readonly double _maximum;

    public NumberRangeAttribute(double minimum, double maximum)
    {
        _minimum = minimum;
        _maximum = maximum;
    }

    protected override void Validate(object? arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is null)
        {
            return;
        }

        double number = Convert.ToDouble(arguments, CultureInfo.InvariantCulture);
        if (!(number >= _minimum && number <= _maximum))
        {
            string upper = _maximum >= int.MaxValue ? $"{_minimum} or more" : $"from {_minimum} to {_maximum}";
            throw new ValidationMetadataException(
                FormattableString.Invariant($"{number} is out of range: the value must be {upper}."));
        }
    }
}
