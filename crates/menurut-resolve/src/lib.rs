//! menurut-resolve
