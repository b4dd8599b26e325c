//! menurut
