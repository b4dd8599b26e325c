//! menurut-store
