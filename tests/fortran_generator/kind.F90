
  elemental function number_{kind}(value) result(n)
    {type}, intent(in) :: value
    type(number) :: n
{number}
  end function

  subroutine assign_{kind}(n, value, status)
    type(number), intent(in) :: n
    {type}, intent(out) :: value
    integer(c_int), intent(inout) :: status
    value = 0
    if ({fits}) then
      value = {convert}
    else
      call unfit(n, '{type}', status)
    end if
  end subroutine
